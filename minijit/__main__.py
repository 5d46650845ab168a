"""`python -m minijit`."""

import sys

from minijit.cli import main

sys.exit(main())
