"""What `import minijit.special` gives: the namespace of operators."""

import sys

from minijit.dispatch.namespaces import special

sys.modules[__name__] = special
