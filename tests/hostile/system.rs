//! Files of the distribution that are worth mutating.
//!
//! In: nothing. Out: two tables. What is not installed is left out by `targets`.

/// Name, soname, symbols to ask for. TLS: libc, libgomp, libgcc_s, libsqlite; IFUNC: libc, libm, libgmp; a great many versions:
/// libc, libstdc++; initial-exec: libc, libgomp; constructors: nearly all; unique symbols: libstdc++, libLLVM.
pub const LIBRARIES: [(&str, &str, &[&str]); 22] = [
    ("z", "libz.so.1", &["deflate", "zlibVersion", "nothing"]),
    ("m", "libm.so.6", &["sin", "floor", "exp"]),
    ("lzma", "liblzma.so.5", &["lzma_version_number", "lzma_code"]),
    ("stdc++", "libstdc++.so.6", &["__cxa_throw", "_ZSt4cout"]),
    ("c", "libc.so.6", &["memcpy", "errno", "stdout"]),
    ("gcc_s", "libgcc_s.so.1", &["_Unwind_Find_FDE", "__popcountdi2"]),
    ("gomp", "libgomp.so.1", &["omp_get_num_threads", "GOMP_parallel"]),
    ("gmp", "libgmp.so.10", &["__gmpn_add_n", "__gmp_version"]),
    ("crypto", "libcrypto.so.3", &["OPENSSL_init_crypto", "EVP_sha256"]),
    ("ssl", "libssl.so.3", &["SSL_new"]),
    ("tinfo", "libtinfo.so.6", &["setupterm", "cur_term"]),
    ("readline", "libreadline.so.8", &["readline"]),
    ("expat", "libexpat.so.1", &["XML_ParserCreate"]),
    ("ffi", "libffi.so.8", &["ffi_call"]),
    ("sqlite3", "libsqlite3.so.0", &["sqlite3_open"]),
    ("bz2", "libbz2.so.1.0", &["BZ2_bzCompress"]),
    ("zstd", "libzstd.so.1", &["ZSTD_compress"]),
    ("pcre2", "libpcre2-8.so.0", &["pcre2_compile_8"]),
    ("selinux", "libselinux.so.1", &["is_selinux_enabled"]),
    ("pthread", "libpthread.so.0", &["pthread_create"]),
    ("resolv", "libresolv.so.2", &["ns_name_ntop"]),
    ("asan", "libasan.so.8", &["__asan_init"]),
];

/// Name, path, arguments.
pub const PROGRAMS: [(&str, &str, &[&str]); 5] = [
    ("true", "/bin/true", &[]),
    ("ls", "/bin/ls", &["--version"]),
    ("bash", "/bin/bash", &["--version"]),
    ("grep", "/bin/grep", &["--version"]),
    // Linked for a fixed address, with copies of its libraries' data.
    ("gcov-tool", "/usr/bin/x86_64-linux-gnu-gcov-tool-12", &["--version"]),
];
