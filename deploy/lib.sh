# Shared by the commands of this folder: finds or installs what they need.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_updated=
# install PACKAGE...: with apt as root on a Debian-like system; elsewhere says what to install.
install_packages() {
  can_install || die "Missing: please install $* (Debian names; on another system the packages that bring the same programs), then run this again."
  if [ -z "$apt_updated" ]; then
    say "Installing $* ..."
    DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 || true
    apt_updated=yes
  fi
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null \
    || die "apt-get could not install: $*"
}

# need PROGRAM PACKAGE
need() { command -v "$1" >/dev/null 2>&1 || install_packages "$2"; }

java_major() {
  "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

need_jdk() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
  if command -v "$javac" >/dev/null 2>&1; then
    local major
    major=$(java_major "$java")
    [ "${major:-0}" -ge 17 ] && return
    [ -z "${JAVA_HOME:-}" ] || die "JAVA_HOME=$JAVA_HOME is Java ${major:-?} (expected: a JDK, 17 or later)"
  fi
  local package=openjdk-17-jdk-headless
  if command -v apt-cache >/dev/null 2>&1; then
    apt-cache show "$package" >/dev/null 2>&1 || package=default-jdk-headless
  fi
  install_packages "$package"
}

need_maven() { need mvn maven; }

# A C compiler with the headers of the C library.
need_c() {
  need gcc gcc
  [ -e /usr/include/stdio.h ] || install_packages libc6-dev
}

# Builds the distribution where sources are newer.
need_distribution() {
  local war=$root/target/distribution/tollgate.war
  need_jdk
  if [ ! -f "$war" ] || [ -n "$(find "$root/src/main" "$root/pom.xml" -newer "$war" -print -quit)" ]; then
    need_maven
    say "Building Tollgate (the first time this fetches its libraries) ..."
    (cd "$root" && mvn -q -B -Dquick -Dmaven.test.skip=true package >&2)
  fi
}

# Builds the distribution and the test classes where sources are newer; sets java and test_class_path.
test_classes() {
  local stamp=$root/target/test-class-path
  if [ ! -f "$stamp" ] || [ ! -f "$root/target/distribution/tollgate.war" ] \
    || [ -n "$(find "$root/src" "$root/pom.xml" -newer "$stamp" -print -quit)" ]; then
    say "Building Tollgate and its test classes ..."
    (cd "$root" && mvn -q -B -Dquick -DskipTests package \
      dependency:build-classpath -Dmdep.outputFile="$stamp" -Dmdep.includeScope=test >&2)
    touch "$stamp"
  fi
  test_class_path=$root/target/test-classes:$root/target/classes:$(cat "$stamp")
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
}
