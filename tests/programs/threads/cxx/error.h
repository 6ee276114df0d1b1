struct Error { int code; virtual ~Error() {} };
