// setlocale, wide characters, printf of strings, iconv (which opens modules), strftime, qsort, regex.
#include <iconv.h>
#include <locale.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>
int main(void) {
    printf("%s\n", setlocale(LC_ALL, "C.UTF-8"));
    wchar_t w[20];
    printf("%zu %ls\n", mbstowcs(w, "gr\xc3\xbc\xc3\x9f", 20), w);
    const char *sets[] = {"ISO-8859-1", "UTF-16LE", "EUC-JP", "CP1252", "KOI8-R"};
    for (int i = 0; i < 5; i++) {
        char in[] = "ab\xc3\xbc", out[40], *pi = in, *po = out;
        size_t ni = 4, no = 40;
        iconv_t c = iconv_open(sets[i], "UTF-8");
        size_t r = c == (iconv_t)-1 ? 99 : iconv(c, &pi, &ni, &po, &no);
        printf("%s %zd %zu %02x\n", sets[i], (ssize_t)r, 40 - no, (unsigned char)out[2]);
        if (c != (iconv_t)-1) iconv_close(c);
    }
    regex_t x;
    int r = regcomp(&x, "^a+b$", REG_EXTENDED);
    printf("%d %d\n", r, regexec(&x, "aaab", 0, 0, 0));
    char t[40];
    time_t z = 0;
    strftime(t, 40, "%A %Y", gmtime(&z));
    puts(t);
    return 0;
}
