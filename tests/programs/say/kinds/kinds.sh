# A file that is not what its name says, for each thing it may be instead.
put() { rm -rf x; mkdir x; printf "$1" > x/libf.so; }
try() { LD_LIBRARY_PATH=x run ./prog 2>&1 | sed 's/, which .*//'; }
put ''; try
put 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 123\n'; try
put '<!DOCTYPE html><html>'; try
put '!<arch>\n'; try
put 'PK\003\004'; try
put '\037\213\010'; try
put '#!/bin/sh\n'; try
put '\317\372\355\376'; try
put 'MZ'; try
put '/* GNU ld script */ GROUP ( libx.so )%900s' ' '; try
put ''; head -c 2000 /dev/zero > x/libf.so; try
put 'some text of any kind'; try
put '\177ELF\002\001\001'; try
put ''; rm x/libf.so; mkdir x/libf.so; try
