// The vector state, saved around calls into compiled code: macros for resolve.S and tlsdesc.S.
//
// In:  STATE_RESERVE: any rsp. The others: rsp as STATE_RESERVE left it, aligned to 64, the image at STATE_AREA(%rsp).
// Out: the state in the image, or restored from it.
// Clobbers: eax and edx. Must not: touch memory below rsp.
// Three ways, for the loader to choose by CPUID and never by assumption (valgrind offers no XSAVEC):
//   fxsave  x87, MXCSR, xmm0-15: all there is without AVX
//   xsave   what the mask names of XCR0, at the architecture's fixed offsets: a larger area, mostly holes
//   xsavec  the same without holes, and without what is in its initial state
// References: Intel SDM volume 1, 13.4 (the area), 13.7, 13.10 (XSAVE, XSAVEC), 13.8 (XRSTOR's demands on the header).

#define STATE_GPRS  64                  /* eight general registers lie before the image */
#define STATE_AREA  STATE_GPRS
#define FXSAVE_SIZE 512
#define HEADER      (STATE_AREA + 512)  /* XSTATE_BV, XCOMP_BV, 48 reserved bytes */

.macro STATE_RESERVE kind:req, size:req
  .ifc \kind, fxsave
    subq    $STATE_GPRS + FXSAVE_SIZE, %rsp
  .else
    subq    \size(%rip), %rsp
    subq    $STATE_GPRS, %rsp
  .endif
    andq    $-64, %rsp
.endm

.macro STATE_SAVE kind:req, mask:req
  .ifc \kind, fxsave
    fxsave64 STATE_AREA(%rsp)
  .else
    // XRSTOR faults unless the reserved bytes are 0. XSAVE moreover merges into XSTATE_BV and leaves XCOMP_BV alone;
    // XSAVEC writes both.
    xorl    %edx, %edx
   .ifc \kind, xsave
    movq    %rdx, HEADER + 0(%rsp)
    movq    %rdx, HEADER + 8(%rsp)
   .endif
    movq    %rdx, HEADER + 16(%rsp)
    movq    %rdx, HEADER + 24(%rsp)
    movq    %rdx, HEADER + 32(%rsp)
    movq    %rdx, HEADER + 40(%rsp)
    movq    %rdx, HEADER + 48(%rsp)
    movq    %rdx, HEADER + 56(%rsp)
    movl    \mask(%rip), %eax
   .ifc \kind, xsave
    xsave64 STATE_AREA(%rsp)
   .else
    xsavec64 STATE_AREA(%rsp)
   .endif
  .endif
.endm

.macro STATE_RESTORE kind:req, mask:req
  .ifc \kind, fxsave
    fxrstor64 STATE_AREA(%rsp)
  .else
    xorl    %edx, %edx
    movl    \mask(%rip), %eax
    xrstor64 STATE_AREA(%rsp)
  .endif
.endm
