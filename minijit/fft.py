"""What `import minijit.fft` gives: the namespace of operators."""

import sys

from minijit.dispatch.namespaces import fft

sys.modules[__name__] = fft
