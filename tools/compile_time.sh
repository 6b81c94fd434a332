#!/bin/sh
# Runs one compiler command and adds a line "seconds of processor time <tab> source" to a table.
# usage: compile_time.sh TABLE COMMAND...
table=$1
shift
source=
for word in "$@"; do
  case $word in *.cc) source=$word ;; esac
done
start=$(cut -d' ' -f14-17 "/proc/$$/stat")
"$@"
status=$?
end=$(cut -d' ' -f14-17 "/proc/$$/stat")
set -- $start $end
# The third and fourth of each four: processor time of finished children, in hundredths of a second.
spent=$((($7 + $8) - ($3 + $4)))
printf '%d.%02d\t%s\n' $((spent / 100)) $((spent % 100)) "$source" >>"$table"
exit $status
