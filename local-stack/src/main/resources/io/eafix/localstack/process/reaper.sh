# Reads "add PID SIGNAL", "del PID" and "dir PATH" until the parent's end of the pipe closes.
trap '' INT TERM HUP
children=""
directories=""

# When the process started, so that a later one with the same id is left alone. Linux only.
started() {
  stat=""
  [ -r "/proc/$1/stat" ] && read -r stat <"/proc/$1/stat"
  set -- ${stat##*) }
  echo "${20:-unknown}"
}

forget() {
  left=""
  for child in $children; do
    [ "${child%%:*}" = "$1" ] || left="$left $child"
  done
  children=$left
}

stop() {
  pid=$1
  signal=$2
  [ "$(started "$pid")" = "$3" ] || return
  kill -CONT "$pid"
  kill -"$signal" "$pid"
  tries=0
  while kill -0 "$pid" && [ $tries -lt 80 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  kill -KILL "$pid"
}

while read -r verb what signal; do
  case $verb in
    add) children="$what:$signal:$(started "$what") $children" ;;
    del) forget "$what" ;;
    dir) directories="$directories
$what" ;;
  esac
done
for child in $children; do
  rest=${child#*:}
  stop "${child%%:*}" "${rest%%:*}" "${rest#*:}"
done
IFS='
'
for directory in $directories; do
  rm -rf -- "$directory"
done
