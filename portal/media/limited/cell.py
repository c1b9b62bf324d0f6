"""Takes from its process what a program does not need, then becomes that program; knows neither Django nor the portal.

Arguments: bytes of memory, seconds of processor, bytes it may write, the program, its own arguments. The kernel ends it
when it takes more.
"""

import resource
import sys

memory, seconds, written = (int(number) for number in sys.argv[1:4])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.argv = sys.argv[4:]
with open(sys.argv[0], "rb") as program:
    exec(  # noqa: S102 One of our own programs, in this process that may do little.
        compile(program.read(), sys.argv[0], "exec"), {"__name__": "__main__", "__file__": sys.argv[0]}
    )
