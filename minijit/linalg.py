"""What `import minijit.linalg` gives: the namespace of operators."""

import sys

from minijit.dispatch.namespaces import linalg

sys.modules[__name__] = linalg
