#!/usr/bin/env bash
# Tells how long something took; sourced by ./run and ./test.

# seconds_since <EPOCHREALTIME of the beginning>. It carries a comma under a Russian locale, always six digits after it.
seconds_since() {
  local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}
