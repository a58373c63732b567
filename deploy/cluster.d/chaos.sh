# Rounds of trouble for deploy/cluster --chaos; sourced by it when all servers let calls in.
# In each round calls, chats and visits to a chat room come through the front for some seconds, and one
# thing goes wrong. A party that still believes to be in a call when the round is over is an orphan.
# What the CDF and OCS have is compared with what the callers saw when all rounds are over.

kinds=(kill disk pause no-database no-peers no-others promote full clock two during)
[ -z "$only" ] || read -r -a kinds <<<"$only"
seconds=${CHAOS_SECONDS:-16}
pairs=${CHAOS_CHATS:-6}
orphans=0
troubles=$work/troubles
: >"$troubles"
RANDOM=${seed:-1}

dies() { echo "$(date +%s%3N) node$1" >>"$troubles"; }
pid_of() { cat "$work/node$1.pid"; }
alive() { [ -d "/proc/$(pid_of "$1")" ] && ! grep -qs '^State:.Z' "/proc/$(pid_of "$1")/status"; }
kill_node() {
  dies "$1"
  ip netns pids "node$1" | xargs -r kill -9
}
start_node() {
  ip netns pids "node$1" | xargs -r kill -9 || true
  node "$1"
}
ready() { http "$1" ready >/dev/null 2>&1; }
# A server that was replaced stops by itself, and is started again as its supervisor would.
all_ready() {
  local i
  for i in "${nodes[@]}"; do
    alive "$i" || start_node "$i"
    ready "$i" || return 1
  done
}
cut_off() { ip -n "node$1" route add blackhole "$2/32"; }
mend() { ip -n "node$1" route del blackhole "$2/32" 2>/dev/null || true; }
other() { echo $(($1 % 3 + 1)); }

primary=primary
primary_port=5432
standby_port=5433
db_sql() { sql -p "$primary_port" "$@"; }
others_settle() { [ "$(db_sql -c "SELECT count(*) FROM node WHERE lease_until < now() OR holder <> id" tollgate)" = 0 ]; }
new_standby() {
  rm -rf "${databases:?}/$1"
  postgres pg_basebackup -h 127.0.0.1 -p "$primary_port" -U postgres -D "$databases/$1" -R -X stream -c fast --no-sync
  cat >>"$databases/$1/postgresql.auto.conf" <<CONF
port = $standby_port
primary_conninfo = 'host=127.0.0.1 port=$primary_port user=postgres application_name=standby'
CONF
  postgres pg_ctl -D "$databases/$1" -w -l "$databases/$1.log" start >/dev/null
}
promote() {
  local former=$primary successor
  [ "$former" = primary ] && successor=standby || successor=primary
  kill -9 "$(head -n 1 "$databases/$former/postmaster.pid")"
  echo "synchronous_standby_names = 'standby'" >>"$databases/$successor/postgresql.auto.conf"
  sleep 1
  postgres pg_ctl -D "$databases/$successor" -w promote >/dev/null
  local port=$primary_port
  primary=$successor primary_port=$standby_port standby_port=$port
  db_sql -c "SELECT pg_reload_conf()" postgres >/dev/null
  new_standby "$former"
}
fill_disk() {
  fallocate -l "$(($(df --output=avail -B1 "$databases" | tail -n 1) - 4096))" "$databases/full" 2>/dev/null \
    || dd if=/dev/zero of="$databases/full" bs=64k >/dev/null 2>&1 || true
  sleep 12
  rm -f "$databases/full"
  postgres pg_ctl -D "$databases/$primary" status >/dev/null 2>&1 \
    || postgres pg_ctl -D "$databases/$primary" -w -l "$databases/$primary.log" start >/dev/null
  postgres pg_ctl -D "$databases/$([ $primary = primary ] && echo standby || echo primary)" status >/dev/null 2>&1 \
    || postgres pg_ctl -D "$databases/$([ $primary = primary ] && echo standby || echo primary)" -w \
      -l "$databases/standby-again.log" start >/dev/null
}
# A number of eight octets: seconds by which the server's clock is wrong.
step_clock() {
  perl -e 'print pack("q", shift)' -- "$2" | dd of="$work/node$1.clock" conv=notrunc bs=8 count=1 2>/dev/null
}

trouble() {
  local kind=$1 victim=$2
  case $kind in
    kill) kill_node "$victim" ;;
    disk)
      kill_node "$victim"
      rm -rf "$work/node$victim"
      ;;
    pause)
      dies "$victim"
      kill -STOP "$(pid_of "$victim")"
      sleep "${CHAOS_PAUSE:-$((60 * patience))}"
      kill -CONT "$(pid_of "$victim")" 2>/dev/null || true
      ;;
    no-database)
      dies "$victim"
      cut_off "$victim" $database
      sleep $((20 * patience))
      mend "$victim" $database
      ;;
    no-peers)
      cut_off "$victim" $charging
      sleep 10
      mend "$victim" $charging
      ;;
    no-others)
      cut_off "$victim" "10.99.0.1$(other "$victim")"
      cut_off "$(other "$victim")" "10.99.0.1$victim"
      sleep 10
      mend "$victim" "10.99.0.1$(other "$victim")"
      mend "$(other "$victim")" "10.99.0.1$victim"
      ;;
    promote) promote ;;
    full) fill_disk ;;
    clock)
      step_clock "$victim" $((RANDOM % 2 ? 3600 : -3600))
      sleep 5
      kill_node "$victim"
      step_clock "$victim" 0
      ;;
    two)
      kill_node "$victim"
      kill_node "$(other "$victim")"
      ;;
    during)
      kill_node "$victim"
      local limit=$((SECONDS + 40 * patience)) holder=
      while [ -z "$holder" ] && [ $SECONDS -lt $limit ]; do
        holder=$(db_sql -c "SELECT h.name FROM node n JOIN node h ON h.id = n.holder WHERE n.holder <> n.id LIMIT 1" tollgate 2>/dev/null || true)
      done
      [ -z "$holder" ] || kill_node "${holder#node}"
      ;;
  esac
}

# Callers who were answered, and neither told nor had enough by themselves.
still_talking() {
  local ended
  ended=$(awk '/TOLD|HUNGUP/ { print $NF }' "$1" | sort -u)
  awk '/ANSWERED/ { print $NF }' "$1" | sort -u | comm -23 - <(echo "$ended") | wc -l
}
# believers FILE: how many calls that party has, by its own count.
believers() { tail -n 1 "$1" | awk -F';' -v column="$(head -n 1 "$1" | tr ';' '\n' | grep -n '^CurrentCall$' | cut -d: -f1)" '{ print $column }'; }
nobody_believes() { [ "$(believers "$1")" = 0 ] && [ "$(still_talking "$2")" = 0 ]; }

round() {
  local number=$1 kind=$2 victim=$((RANDOM % 3 + 1)) callee=$work/callee-$1 caller=$work/caller-$1
  local port=$((20000 + number * 10))
  phone callee bob $port -set answer_after 20 -m 1000000 -trace_stat -fd 1 -stf "$callee.csv" &
  local callee_pid=$!
  phone cluster-caller alice $((port + 1)) -key target "sip:bob@$front:$port" -key icid "chaos-$number" \
    -r "$rate" -m $((rate * seconds)) -trace_stat -fd 1 -stf "$caller.csv" -trace_logs -log_file "$caller.log" \
    -log_overwrite false -recv_timeout 25000 $front:5060 &
  local caller_pid=$!
  phone F1_F5_F7_F9-dial-in carol $((port + 2)) -key target "sip:room@example.com" -key icid "room-$number" \
    -r 1 -m $((seconds / 2)) -set talk 4000 -recv_timeout 20000 $front:5060 &
  local visitors_pid=$!
  # Usage is copied once a second; a server that cannot reach the database goes on for a lease.
  local uncopied=$((2 + patience)) store=there
  [ "$kind" != no-database ] || uncopied=$((10 * patience + 4)) store=away
  "$java" -Xmx96m -XX:TieredStopAtLevel=1 -Djava.net.preferIPv4Stack=true -cp "$judge_class_path" \
    io.tollgate.crash.ClusterChats $front 5060 "$number" "$pairs" $((seconds + 4)) $uncopied $store "$work/round-$number.chats" \
    >>"$work/chats.log" 2>&1 &
  local chats_pid=$!
  sleep $((4 + RANDOM % 5))
  trouble "$kind" "$victim"
  # Who calls a server that dies before it answers hears so from the front, or has enough.
  local limit=$((SECONDS + 100 * patience))
  while kill -0 $caller_pid 2>/dev/null && [ $SECONDS -lt $limit ]; do sleep 1; done
  while kill -0 $chats_pid 2>/dev/null && [ $SECONDS -lt $limit ]; do sleep 1; done
  until_quietly 60 nobody_believes "$callee.csv" "$caller.log" || true
  local left=$(($(believers "$callee.csv") + $(still_talking "$caller.log")))
  orphans=$((orphans + left))
  # The programs first: without the shells that wait for them nobody would know their parents.
  for each in $callee_pid $caller_pid $visitors_pid; do pkill -P "$each" 2>/dev/null || true; done
  kill $callee_pid $caller_pid $visitors_pid $chats_pid 2>/dev/null || true
  until_true 300 "all servers to let calls in again after $kind" all_ready
  until_true 120 "what dead servers owed to be settled after $kind" others_settle
  step "round $number: $kind of node$victim, $(grep -c ANSWERED "$caller.log" || true) calls answered, $(grep -c TOLD "$caller.log" || true) callers told, orphans $left"
}

until_quietly() {
  local limit=$((SECONDS + $1 * patience))
  shift
  until "$@"; do
    [ $SECONDS -lt $limit ] || return 1
    sleep 1
  done
}

for ((number = 1; number <= rounds; number++)); do
  round "$number" "${kinds[$(((number - 1) % ${#kinds[@]}))]}"
done
nothing_owed() { [ "$(db_sql -c "SELECT (SELECT count(*) FROM pending) + (SELECT count(*) FROM open_session)" tollgate)" = 0 ]; }
until_quietly 120 nothing_owed || say "something is still owed: $(db_sql -c "SELECT count(*) FROM pending" tollgate) records, $(db_sql -c "SELECT count(*) FROM open_session" tollgate) sessions"
judged=0
"$java" -cp "$judge_class_path" io.tollgate.crash.ClusterJudge "$work/lab" "$troubles" "$orphans" "$work"/caller-*.log "$work"/*.chats || judged=$?
