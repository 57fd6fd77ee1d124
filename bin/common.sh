# Sourced by bin/run and bin/test: makes the one environment .venv from the locked dependencies.
# Says what it does, does nothing twice, and says plainly what is missing.

say() { printf '\033[1m▸ %s\033[0m\n' "$*"; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$candidate"; return; }
  done
  fail "Python 3.11 or newer is needed and none was found. Python 3.11 या नया चाहिए।
  Debian, Ubuntu: apt install python3 python3-venv   Fedora: dnf install python3"
}

# environment run|dev: installs what requirements/$1.lock says, unless exactly that is already there.
environment() {
  local lock="requirements/$1.lock" stamp=".venv/installed-$1" python
  if [ ! -x .venv/bin/python ]; then
    python=$(find_python) || exit 1
    say "Making the environment .venv with $("$python" -V)"
    "$python" -m venv .venv || fail "The venv module is missing. Debian, Ubuntu: apt install python3-venv"
  fi
  if ! cmp -s "$lock" "$stamp" && ! { [ "$1" = run ] && cmp -s requirements/dev.lock .venv/installed-dev; }; then
    say "Installing the locked dependencies ($lock)"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock" \
      || fail "The dependencies could not be installed. Is the package index reachable from this machine?"
    cp "$lock" "$stamp"
  fi
  if ! cmp -s pyproject.toml .venv/installed-project; then
    say "Installing Jansetu itself"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/build.lock \
      && .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e . \
      || fail "Jansetu itself could not be installed."
    cp pyproject.toml .venv/installed-project
  fi
}
