"""Loading and running a file touch nothing else (SECURITY.md): what Python is asked for meanwhile, and what the C++ library can ask for."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

import minijit
from minijit.reference.strings import warn_at
from tests.attacks import corpus_code
from tests.attacks.corpus import cases
from tests.executors import ROOT, installed_runtime

# Events of sys.audit that change or reach something; opening a file is looked at by its path and flags.
REACHING = re.compile(
    r"socket\.|subprocess\.|shutil\.|ctypes\.dlopen|os\.(?!scandir|listdir|walk)|pickle\.find_class|urllib|http|ftplib|webbrowser"
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What a library that only computes has no use for.
SYSTEM_CALLS = """accept bind chdir chmod chown connect creat dlopen dlsym execl execle execlp execv execve execvp fopen fork freopen
getenv kill link listen mkdir mkfifo mknod openat pipe popen posix_spawn posix_spawnp ptrace putenv recv recvfrom remove rename rmdir
secure_getenv send sendto setenv signal socket symlink syscall system tmpfile truncate unlink unsetenv vfork write writev""".split()


def library():
    """The shared library of the C++ runtime, of the installed package or of `make develop`; None without one."""
    installed = installed_runtime()
    for folder in (installed and installed / "lib", ROOT / "build" / "develop"):
        found = sorted(folder.glob("libminijit.so*")) if folder else []
        if found:
            return found[0]
    return None


@pytest.mark.skipif(not shutil.which("nm"), reason="nm is not installed")
def test_the_cpp_library_cannot_ask_for_more():
    path = library()
    if path is None:
        pytest.skip("no shared library here")
    listed = subprocess.run(
        ["nm", "-D", "--undefined-only", path], capture_output=True, text=True, check=True
    ).stdout
    names = {line.split()[-1].partition("@")[0] for line in listed.splitlines()}
    assert {
        "open",
        "mmap",
    } <= names  # the names are as expected
    assert not names & set(SYSTEM_CALLS)
    assert not any(n.startswith("_ZNSt") and "fstream" in n for n in names)


def test_only_the_file_is_opened():
    """All files of the corpus, in a process of its own: an audit hook stays for ever."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.attacks.test_untouched"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "files, 0 complaints" in done.stdout


def test_a_warning_shows_no_file_that_only_an_archive_names(tmp_path):
    named = tmp_path / "named.py"
    named.write_text("secret")
    with pytest.warns(UserWarning) as told:
        warn_at("told", str(named), 1)
        warn_at("told", __file__, 1)
    assert [w.filename for w in told] == [f"<{named}>", __file__]


def use(path, kind, engine):
    """Reads a file and calls what it holds; a refusal is as good."""
    with contextlib.suppress(minijit.Error):
        if kind == "tensors":
            minijit.load(path)
            return
        module = minijit.jit.load(path, engine=engine)
        if kind == "run":
            module(minijit.ones(2, 3))


def watch():
    """The number of complaints."""
    engines = ("reference", "native") if minijit.native.extension() else ("reference",)
    complaints, watched = [], []

    def hook(event, arguments):
        if not watched:
            return
        if event == "open":
            path, _, flags = arguments
            ours = str(path) == watched[0]
            # Modules that are imported late.
            module = str(path).endswith((".py", ".pyc", ".so", ".lark", ".table", ".schema"))
            if (flags or 0) & WRITING or not (ours or module):
                complaints.append(f"{watched[0]}: {event} {arguments}")
        elif REACHING.match(event):
            complaints.append(f"{watched[0]}: {event} {arguments}")

    for name, value in corpus_code.LIMITS.items():
        minijit.set_limit(name, value)
    count = 0
    # The compiled grammar is cached at the first use, whatever the file.
    minijit.jit.load(io.BytesIO(corpus_code.one("return x")))
    sys.addaudithook(hook)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for case in cases():
            path = os.path.join(folder, f"{case.id}-{count}.pt")
            Path(path).write_bytes(case.data)
            watched.append(path)
            with contextlib.redirect_stdout(io.StringIO()):
                for engine in engines:
                    use(path, case.kind, engine)
            watched.clear()
            os.remove(path)
            count += 1
    print("\n".join(complaints[:20]))
    print(f"{count} files, {len(complaints)} complaints")
    return len(complaints)


if __name__ == "__main__":
    sys.exit(1 if watch() else 0)
