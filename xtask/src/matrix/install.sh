# Run in a minimal Debian whose ld.so is ours: installs, uses, removes. The last line says how many packages there were.
set -e
cmp /opt/rtld /lib64/ld-linux-x86-64.so.2
export DEBIAN_FRONTEND=noninteractive
quietly="-y -qq -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User=root --no-install-recommends"
packages="hello jq tree bc git python3-minimal ca-certificates locales cron man-db less"
apt-get $quietly update
before=$(dpkg -l | grep -c ^ii)
apt-get $quietly install $packages
there=$(($(dpkg -l | grep -c ^ii) - before))
[ -z "$(dpkg --audit)" ]
hello
[ "$(echo '{"a": 1}' | jq .a)" = 1 ]
[ "$(echo 6*7 | bc)" = 42 ]
git --version
python3 -c 'import sys; print(sys.version)'
ldconfig
ldconfig -p | grep libc.so.6
apt-get $quietly purge $packages
apt-get $quietly autoremove --purge
[ -z "$(dpkg --audit)" ]
[ "$(dpkg -l | grep -c ^ii)" -le "$before" ]
echo "installed and removed: $there"
