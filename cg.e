# callgrind format
version: 1
creator: callgrind-3.19.0
pid: 20604
cmd:  /tmp/target-lead/release/rtld /usr/bin/bash
part: 1


desc: I1 cache: 
desc: D1 cache: 
desc: LL cache: 

desc: Timerange: Basic block 0 - 152407
desc: Trigger: Program termination

positions: line
events: Ir
summary: 631805


ob=(1) /tmp/target-lead/release/rtld
fl=(1) ???
fn=(66) alloc::raw_vec::RawVecInner<A>::finish_grow
0 825
cfn=(104) <rtld::nursery::Process as core::alloc::global::GlobalAlloc>::realloc
calls=5 0 
0 516
0 130
cfn=(46) <rtld::nursery::Process as core::alloc::global::GlobalAlloc>::alloc
calls=25 0 
0 576
0 420

fn=(240) rtld::link::called::Called::add_kept
0 32
cfn=(46)
calls=4 0 
0 100
0 20
cfn=(12) strlen
calls=4 0 
0 68
0 81

fn=(258) rtld::glibc::cpu::features
0 16
cfn=(30) rtld::glibc::cpu::judge
calls=1 0 
0 781
0 4
cfn=(10) memcpy
calls=1 0 
0 62
0 19
cfn=(260) rtld::glibc::cpu::cache::descriptors::geometry::{{closure}}
calls=1 0 
0 209
0 5
cfn=(260)
calls=1 0 
0 190
0 5
cfn=(260)
calls=1 0 
0 220
0 6
cfn=(260)
calls=1 0 
0 236
0 6
cfn=(260)
calls=1 0 
0 220
0 9
cfn=(264) rtld::glibc::cpu::cache::intel::sharing
calls=1 0 
0 292
0 55
cfn=(38) rtld::glibc::tunables::Tunables::number
calls=1 0 
0 42
0 4
cfn=(38)
calls=1 0 
0 42
0 4
cfn=(38)
calls=1 0 
0 42
0 10
cfn=(38)
calls=1 0 
0 42
0 6
cfn=(38)
calls=1 0 
0 42
0 4
cfn=(38)
calls=1 0 
0 42
0 48
cfn=(36) rtld::glibc::cpu::Abilities::obey
calls=1 0 
0 43
0 3
cfn=(38)
calls=1 0 
0 42
0 4
cfn=(38)
calls=1 0 
0 42
0 4
cfn=(38)
calls=1 0 
0 42
0 6
cfn=(10)
calls=1 0 
0 62
0 45

fn=(286) rtld::link::providers::Providers::publish
0 135
cfn=(46)
calls=5 0 
0 90
0 266

fn=(292) rtld::link::object::Object::add_name
0 26
cfn=(194) bcmp
calls=1 0 
0 27
0 11

fn=(298) rtld::link::init::order
0 104
cfn=(300) <alloc::vec::Vec<T> as alloc::vec::spec_from_iter_nested::SpecFromIterNested<T,I>>::from_iter
calls=2 0 
0 143
0 6
cfn=(302) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::sorting
calls=2 0 
0 108
0 22
cfn=(304) rtld::plan::init::Search<G>::new
calls=2 0 
0 236
0 18
cfn=(306) rtld::plan::init::Search<G>::run
calls=2 0 
0 2545
0 48
cfn=(310) core::slice::rotate::ptr_rotate
calls=2 0 
0 6
0 18
cfn=(22) alloc::raw_vec::RawVecInner<A>::deallocate
calls=2 0 
0 88
0 154
cfn=(22)
calls=2 0 
0 18
0 10
cfn=(22)
calls=2 0 
0 88
0 16

fn=(308) rtld::plan::init::Search<G>::enter
0 262
cfn=(148) alloc::raw_vec::RawVec<T,A>::grow_one
calls=2 0 
0 234
0 174

fn=(312) rtld::link::locate::with
0 9
cfn=(314) rtld::link::search::Searcher::release
calls=1 0 
0 49
0 5

fn=(344) rtld::link::tls::modules::number
0 25

fn=(358) rtld::link::load::check_processor
0 33

fn=(374) rtld::link::ahead::Ahead::new
0 76

fn=(376) rtld::link::relocate::Work::all
0 98
cfn=(378) rtld::link::relocate::Work::all_by_index
calls=7 0 
0 189
0 749
cfn=(380) rtld::link::relocate::Work::all_by_walks
calls=7 0 
0 188983
0 147

fn=(382) rtld::link::walk::learn
0 7014

fn=(396) rtld::link::walk::definition
0 2448
cfn=(382)
calls=1 0 
0 134
0 19
cfn=(398) rtld::link::walk::search
calls=1 0 
0 499
0 150

fn=(408) rtld::link::relocate::ifunc::<impl rtld::link::relocate::Work>::resolve_deferred
0 894
cfn=(410) rtld::mem::image::Image::code_around
calls=2 0 
0 274
0 46
cfn=(412) rtld::link::relocate::ifunc::<impl rtld::link::relocate::Work>::resolved
calls=2 0 
0 320
0 1088
cfn=(170) rtld::mem::lock::pause
calls=42 0 
0 210
0 252
cfn=(172) rtld_call
calls=42 0 
0 1652
0 126
cfn=(176) <rtld::mem::lock::Pause as core::ops::drop::Drop>::drop
calls=42 0 
0 126
0 148
cfn=(22)
calls=2 0 
0 82
0 6
cfn=(22)
calls=2 0 
0 18
0 491
cfn=(410)
calls=1 0 
0 137
0 13
cfn=(412)
calls=1 0 
0 163
0 601
cfn=(170)
calls=39 0 
0 195
0 234
cfn=(172)
calls=39 0 
0 1571
0 117
cfn=(176)
calls=39 0 
0 117
0 98
cfn=(22)
calls=4 0 
0 68
0 44

fn=(546) rtld::mem::image::Image::reads
0 427

fn=(558) rtld::bytes::names::Name::gnu_hash
0 694

fn=(564) core::ptr::drop_in_place<[rtld::link::exports::Exports]>
0 3

fn=(574) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::lock_tls
0 10
cfn=(576) rtld::glibc::locks::lock
calls=1 0 
0 8

fn=(586) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::tls_changed
0 19

fn=(590) rtld::elf::versions::elf_hash
0 6
cfn=(12)
calls=2 0 
0 34
0 352

fn=(596) rtld::link::lookup::in_list
0 48
cfn=(598) rtld::link::lookup::place_in_list
calls=2 0 
0 761
0 42

fn=(638) rtld::link::init::construct
0 114
cfn=(158) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::changed
calls=5 0 
0 870
0 56
cfn=(640) rtld::link::init::Code::own
calls=2 0 
0 174
0 10
cfn=(168) rtld::mem::foreign::run
calls=2 0 
0 116
0 36
cfn=(74) <rtld::mem::image::Image as rtld::bytes::Space>::window
calls=3 0 
0 162
0 3
cfn=(74)
calls=1 0 
0 54
0 24
cfn=(138) rtld::mem::image::Image::executes
calls=4 0 
0 252
0 20
cfn=(168)
calls=4 0 
0 307
0 63

fn=(696) _dl_audit_preinit
0 2
cfn=(698) rtld::link::audit::preinit
calls=1 0 
0 25

fn=(36)
0 86

fn=(68) rtld::mem::image::Image::describe
0 145
cfn=(46)
calls=5 0 
0 118
0 1985
cfn=(70) alloc::vec::Vec<T,A>::into_boxed_slice
calls=5 0 
0 45
0 535

fn=(124) <alloc::ffi::c_str::CString as core::default::Default>::default
0 5
cfn=(46)
calls=1 0 
0 25
0 6

fn=(160) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::appended
0 18
cfn=(284) rtld::glibc::globals::list
calls=2 0 
0 366
0 3

fn=(162) rtld::link::audit::opened
0 43

fn=(170)
0 579

fn=(178) rtld::link::audit::activity
0 16

fn=(182) rtld::link::transaction::Transaction::object
0 75
cfn=(184) rtld::link::loaded::called
calls=5 0 
0 586
0 88
cfn=(186) rtld::link::loaded::is_loader
calls=4 0 
0 212
0 19
cfn=(288) rtld::link::transaction::Transaction::list_loader
calls=1 0 
0 2929
0 33
cfn=(188) rtld::link::audit::original
calls=3 0 
0 51
0 36
cfn=(190) rtld::link::transaction::Transaction::search
calls=3 0 
0 47385
0 9

fn=(194)
0 453

fn=(210) rtld::link::closure::load
0 35
cfn=(212) rtld::link::closure::Walk::push
calls=1 0 
0 143
0 8
cfn=(212)
calls=1 0 
0 24
0 167
cfn=(46)
calls=5 0 
0 118
0 164
cfn=(142) rtld::elf::dynamic::Needed::Library
calls=4 0 
0 12
0 60
cfn=(214) rtld::link::locate::expand
calls=4 0 
0 651
0 52
cfn=(216) rtld::link::closure::found_for
calls=4 0 
0 43886
0 36
cfn=(212)
calls=4 0 
0 296
0 118
cfn=(286)
calls=4 0 
0 376
0 30
cfn=(22)
calls=5 0 
0 214
0 56
cfn=(46)
calls=1 0 
0 25
0 46
cfn=(296) rtld::link::scope::SearchList::replace
calls=1 0 
0 99
0 20
cfn=(298)
calls=1 0 
0 1618
0 8
cfn=(286)
calls=1 0 
0 115
0 9
cfn=(22)
calls=1 0 
0 41
0 5
cfn=(22)
calls=1 0 
0 44
0 9
cfn=(22)
calls=1 0 
0 44
0 21

fn=(212)
0 74
cfn=(148)
calls=2 0 
0 333
0 56

fn=(2054) rtld::glibc::locks::release
0 6
cfn=(584) rtld::glibc::locks::unlock
calls=2 0 
0 98

fn=(4) rtld::start::run
0 13
cfn=(6) rtld::mem::stack::Initial::vector
calls=1 0 
0 482
0 77
cfn=(12)
calls=2 0 
0 60
0 133
cfn=(14) rtld::plan::options::Options::take
calls=2 0 
0 74
0 23
cfn=(10)
calls=1 0 
0 98
0 30
cfn=(12)
calls=2 0 
0 60
0 133
cfn=(16) rtld::say::modes::debug_words
calls=1 0 
0 24
0 47
cfn=(12)
calls=1 0 
0 21
0 7
cfn=(18) core::iter::traits::iterator::Iterator::nth
calls=1 0 
0 32
0 69
cfn=(20) rtld::plan::options::Options::under
calls=1 0 
0 152
0 4
cfn=(10)
calls=1 0 
0 98
0 8
cfn=(8) memset
calls=1 0 
0 66
0 41
cfn=(12)
calls=2 0 
0 60
0 148
cfn=(24) rtld::glibc::tunables::Tunables::read_alias
calls=2 0 
0 290
0 10
cfn=(28) rtld::mem::stack::Initial::auxiliary_entry
calls=1 0 
0 175
0 144
cfn=(8)
calls=1 0 
0 34
0 6
cfn=(10)
calls=1 0 
0 62
0 373
cfn=(10)
calls=1 0 
0 98
0 182
cfn=(30)
calls=1 0 
0 781
0 5
cfn=(10)
calls=1 0 
0 62
0 5
cfn=(36)
calls=1 0 
0 43
0 3
cfn=(38)
calls=1 0 
0 42
0 6
cfn=(34) rtld::glibc::cpu::active::isa_level
calls=1 0 
0 81
0 13
cfn=(42) rtld::glibc::cpu::Abilities::platform
calls=1 0 
0 35
0 26
cfn=(44) rtld::link::linker::Linker::set_options
calls=1 0 
0 173
0 7
cfn=(10)
calls=1 0 
0 62
0 8
cfn=(10)
calls=1 0 
0 98
0 29
cfn=(50) rtld::plan::options::Options::search_config
calls=1 0 
0 80
0 36
cfn=(10)
calls=1 0 
0 62
0 48
cfn=(52) rtld::start::adopted::owned
calls=1 0 
0 266
0 8
cfn=(60) rtld::start::adopted::adopt
calls=1 0 
0 5082
0 179
cfn=(10)
calls=1 0 
0 110
0 3
cfn=(12)
calls=1 0 
0 21
0 8
cfn=(92) rtld::link::locate::find
calls=1 0 
0 954
0 36
cfn=(46)
calls=1 0 
0 18
0 10
cfn=(10)
calls=1 0 
0 10
0 7
cfn=(98) <[u8] as rtld::bytes::Owned>::owned
calls=1 0 
0 61
0 16
cfn=(12)
calls=1 0 
0 21
0 6
cfn=(116) rtld::link::load::load
calls=1 0 
0 6830
0 16
cfn=(132) rtld::link::object::Object::interpreter
calls=1 0 
0 254
0 6
cfn=(12)
calls=1 0 
0 27
0 4
cfn=(134) rtld::link::object::Object::begin_names
calls=1 0 
0 99
0 5
cfn=(12)
calls=1 0 
0 21
0 15
cfn=(138)
calls=1 0 
0 63
0 6
cfn=(140) rtld::start::invoked::is_static
calls=1 0 
0 51
0 5
cfn=(28)
calls=1 0 
0 60
0 7
cfn=(28)
calls=1 0 
0 74
0 7
cfn=(28)
calls=1 0 
0 95
0 12
cfn=(28)
calls=1 0 
0 151
0 14
cfn=(90) <rtld::nursery::Process as core::alloc::global::GlobalAlloc>::dealloc
calls=1 0 
0 28
0 57
cfn=(142)
calls=2 0 
0 6
0 10
cfn=(12)
calls=2 0 
0 34
0 6
cfn=(144) rtld::plan::tokens::present
calls=2 0 
0 154
0 20
cfn=(146) rtld::link::transaction::Transaction::begin
calls=1 0 
0 160
0 5
cfn=(152) rtld::link::transaction::Transaction::list
calls=1 0 
0 501
0 5
cfn=(28)
calls=1 0 
0 175
0 180
cfn=(148)
calls=1 0 
0 117
0 12
cfn=(164) rtld::link::debugger::show
calls=1 0 
0 49
0 71
cfn=(22)
calls=1 0 
0 9
0 9
cfn=(22)
calls=1 0 
0 9
0 6
cfn=(164)
calls=1 0 
0 49
0 6
cfn=(166) rtld::link::debugger::update
calls=1 0 
0 100
0 6
cfn=(178)
calls=1 0 
0 4
0 5
cfn=(22)
calls=1 0 
0 41
0 516
cfn=(180) rtld::link::preload::one
calls=1 0 
0 7756
0 34
cfn=(210)
calls=1 0 
0 48550
0 8
cfn=(312)
calls=1 0 
0 63
0 4
cfn=(280) rtld::link::namespaces::Namespace::list
calls=1 0 
0 91
0 86
cfn=(22)
calls=1 0 
0 44
0 8
cfn=(320) rtld::link::transaction::Transaction::scopes
calls=1 0 
0 1944
0 26
cfn=(328) rtld::link::versions::check
calls=1 0 
0 5724
0 17
cfn=(332) core::ptr::drop_in_place<core::option::Option<rtld::link::names::Names>>
calls=1 0 
0 8
0 7
cfn=(22)
calls=1 0 
0 9
0 24
cfn=(334) rtld::link::stack::grant
calls=5 0 
0 70
0 18
cfn=(336) rtld::link::tls::startup::lay_out
calls=1 0 
0 1339
0 36
cfn=(46)
calls=1 0 
0 18
0 8
cfn=(10)
calls=1 0 
0 16
0 5
cfn=(358)
calls=1 0 
0 33
0 17
cfn=(360) <core::iter::adapters::map::Map<I,F> as core::iter::traits::iterator::Iterator>::fold
calls=1 0 
0 98
0 5
cfn=(362) rtld::link::exports::prepare
calls=1 0 
0 169
0 18
cfn=(368) rtld::link::relocate::relocate
calls=1 0 
0 5
0 28
cfn=(368)
calls=4 0 
0 239836
0 23
cfn=(556) rtld::link::lookup::definition_in
calls=1 0 
0 175
0 20
cfn=(524) rtld::link::protect::protect
calls=4 0 
0 416
0 26
cfn=(562) rtld::link::exports::put_back
calls=1 0 
0 52
0 7
cfn=(22)
calls=1 0 
0 44
0 6
cfn=(268) rtld::link::linker::Linker::all_objects
calls=1 0 
0 213
0 10
cfn=(566) rtld::link::tls::modules::publish
calls=1 0 
0 27
0 12
cfn=(566)
calls=4 0 
0 113
0 20
cfn=(22)
calls=1 0 
0 44
0 2
cfn=(568) rtld::link::tls::dtv::initialise_thread
calls=1 0 
0 422
0 3
cfn=(586)
calls=1 0 
0 19
0 4
cfn=(588) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::relocated
calls=1 0 
0 4479
0 7
cfn=(294) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::listed
calls=1 0 
0 238
0 3
cfn=(268)
calls=1 0 
0 213
0 19
cfn=(46)
calls=1 0 
0 25
0 165
cfn=(22)
calls=1 0 
0 44
0 18
cfn=(606) rtld::sort::sift
calls=1 0 
0 115
0 4
cfn=(606)
calls=1 0 
0 125
0 264
cfn=(606)
calls=4 0 
0 284
0 24
cfn=(608) rtld::link::find_object::Version::make_room
calls=1 0 
0 121
0 87
cfn=(22)
calls=1 0 
0 44
0 6
cfn=(610) rtld::link::profile::begin
calls=1 0 
0 23
0 11
cfn=(612) <rtld::link::transaction::Transaction as core::ops::drop::Drop>::drop
calls=1 0 
0 88
0 5
cfn=(22)
calls=1 0 
0 44
0 7
cfn=(614) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::early_init
calls=1 0 
0 1635
0 3
cfn=(178)
calls=1 0 
0 4
0 3
cfn=(166)
calls=1 0 
0 106
0 5
cfn=(22)
calls=1 0 
0 44
0 7
cfn=(524)
calls=1 0 
0 104
0 22
cfn=(636) rtld::link::init::construct_all
calls=1 0 
0 2412
0 3
cfn=(672) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::asks_for_preinit
calls=1 0 
0 2
0 6
cfn=(138)
calls=1 0 
0 63
0 10
cfn=(22)
calls=1 0 
0 9
0 20

fn=(62) rtld::plan::map::plan
0 945
cfn=(64) alloc::raw_vec::RawVecInner<A>::grow_exact
calls=5 0 
0 462
0 4343
cfn=(22)
calls=3 0 
0 27
0 174
cfn=(10)
calls=5 0 
0 370
0 18

fn=(150) alloc::raw_vec::RawVecInner<A>::grow_amortized
0 525
cfn=(66)
calls=21 0 
0 1865
0 231

fn=(228) core::ptr::drop_in_place<rtld::link::cache_file::CacheFile>
0 16
cfn=(316) rtld::mem::image::mapping::removed
calls=1 0 
0 24

fn=(236) rtld::plan::cache::Cache::compare
0 3006

fn=(248) rtld::glibc::fingerprint::Version::text
0 29
cfn=(250) core::str::converts::from_utf8
calls=1 0 
0 58
0 9

fn=(288)
0 9
cfn=(290) rtld::link::loaded::remember
calls=1 0 
0 90
0 36
cfn=(152)
calls=1 0 
0 2543
0 7
cfn=(294)
calls=1 0 
0 238
0 6

fn=(310)
0 6

fn=(322) rtld::link::transaction::set_scope
0 204
cfn=(46)
calls=5 0 
0 118
0 60
cfn=(224) alloc::vec::Vec<T,A>::extend_trusted
calls=5 0 
0 93
0 65
cfn=(10)
calls=5 0 
0 50
0 75
cfn=(158)
calls=5 0 
0 869
0 45

fn=(360)
0 98

fn=(378)
0 189

fn=(404) rtld::plan::lookup::find_apart
0 2588

fn=(562)
0 28
cfn=(564)
calls=1 0 
0 3
0 12
cfn=(22)
calls=1 0 
0 9

fn=(566)
0 140

fn=(592) rtld::link::lookup::global_definition
0 26
cfn=(558)
calls=2 0 
0 88
0 34
cfn=(94) rtld::link::namespaces::Namespace::first
calls=2 0 
0 26
0 22
cfn=(594) rtld::link::lookup::lookup_list
calls=2 0 
0 947
0 16

fn=(602) rtld::link::audit_bind::bound_by_loader
0 10

fn=(606)
0 524

fn=(612)
0 26
cfn=(22)
calls=1 0 
0 44
0 18

fn=(636)
0 13
cfn=(638)
calls=1 0 
0 574
0 14
cfn=(46)
calls=1 0 
0 18
0 8
cfn=(10)
calls=1 0 
0 16
0 17
cfn=(638)
calls=5 0 
0 1687
0 21
cfn=(22)
calls=1 0 
0 44

fn=(698)
0 25

fn=(14)
0 74

fn=(104)
0 373
cfn=(10)
calls=4 0 
0 46
0 189

fn=(152)
0 64
cfn=(148)
calls=2 0 
0 327
0 107
cfn=(148)
calls=2 0 
0 327
0 55
cfn=(154) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::consider
calls=5 0 
0 12386
0 96
cfn=(148)
calls=2 0 
0 327
0 96
cfn=(198) rtld::link::locate::origin
calls=4 0 
0 1697
0 20
cfn=(156) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::added
calls=5 0 
0 2033
0 20
cfn=(158)
calls=5 0 
0 359
0 20
cfn=(160)
calls=5 0 
0 387
0 58
cfn=(162)
calls=5 0 
0 43
0 45

fn=(176)
0 297

fn=(180)
0 17
cfn=(182)
calls=1 0 
0 7601
0 16
cfn=(148)
calls=1 0 
0 110
0 12

fn=(184)
0 820
cfn=(194)
calls=5 0 
0 83
0 276
cfn=(194)
calls=5 0 
0 83
0 99

fn=(2044) rtld::mem::lock::enter
0 10
cfn=(2046) rtld::glibc::locks::acquire
calls=2 0 
0 112
0 8
cfn=(2050) rtld::mem::lock::hold
calls=2 0 
0 46
0 8

fn=(2) rtld_main
0 110
cfn=(4)
calls=1 0 
0 340728
0 8

fn=(32) rtld::glibc::cpu::active::<impl rtld::glibc::cpu::detect::Processor>::compact_size
0 8

fn=(38)
0 105
cfn=(40) rtld::glibc::tunables::Tunables::get
calls=15 0 
0 369
0 144

fn=(52)
0 5
cfn=(12)
calls=1 0 
0 27
0 5
cfn=(54) <&[u8] as <alloc::ffi::c_str::CString>::new::SpecNewImpl>::spec_new_impl
calls=1 0 
0 219
0 10

fn=(100) <T as alloc::ffi::c_str::CString::new::SpecNewImpl>::spec_new_impl
0 97
cfn=(56) core::slice::memchr::memchr_aligned
calls=1 0 
0 92
0 15
cfn=(58) <alloc::ffi::c_str::CString>::_from_vec_unchecked
calls=2 0 
0 210
0 24

fn=(108) rtld::link::candidate::open
0 120
cfn=(46)
calls=4 0 
0 184
0 393
cfn=(8)
calls=4 0 
0 136
0 124
cfn=(110) core::ptr::drop_in_place<rtld::error::What>
calls=4 0 
0 60
0 12
cfn=(112) <alloc::ffi::c_str::CString as core::convert::From<&core::ffi::c_str::CStr>>::from
calls=4 0 
0 248
0 116

fn=(136) rtld::link::called::Called::add_copy
0 32
cfn=(46)
calls=2 0 
0 50
0 18
cfn=(10)
calls=2 0 
0 26
0 44

fn=(244) rtld::glibc::evidence_image::ImageOf::imported
0 48
cfn=(12)
calls=2 0 
0 42
0 740

fn=(250)
0 58

fn=(260)
0 635
cfn=(262) rtld::glibc::cpu::cache::intel::find
calls=5 0 
0 339
0 101

fn=(264)
0 292

fn=(274) rtld::glibc::link_map::fill
0 443
cfn=(240)
calls=1 0 
0 70
0 22
cfn=(12)
calls=2 0 
0 42
0 33
cfn=(194)
calls=1 0 
0 27
0 11
cfn=(240)
calls=1 0 
0 83
0 390
cfn=(78) rtld::mem::image::Image::is_writable
calls=6 0 
0 262
0 2587
cfn=(276) rtld::mem::image::Image::contains
calls=40 0 
0 350
0 1503

fn=(304)
0 38
cfn=(46)
calls=2 0 
0 36
0 22
cfn=(8)
calls=2 0 
0 24
0 116

fn=(314)
0 6
cfn=(228)
calls=1 0 
0 34
0 6
cfn=(318) core::ptr::drop_in_place<[alloc::vec::Vec<rtld::link::listing::Known>]>
calls=1 0 
0 3

fn=(336)
0 41
cfn=(46)
calls=1 0 
0 18
0 36
cfn=(158)
calls=1 0 
0 176
0 5
cfn=(338) rtld::link::tls::startup::make
calls=1 0 
0 1003
0 8
cfn=(22)
calls=1 0 
0 44
0 8

fn=(380)
0 44810
cfn=(528) rtld::link::relocate::ifunc::<impl rtld::link::relocate::Work>::defer
calls=44 0 
0 2473
0 100457
cfn=(382)
calls=85 0 
0 6346
0 730
cfn=(398)
calls=9 0 
0 2840
0 4751
cfn=(384) rtld::link::relocate::Work::other
calls=64 0 
0 10645
0 15931

fn=(570) rtld::link::tls::table::Dtv::free_blocks
0 19
cfn=(572) rtld::link::tls::memory::Memory::free
calls=1 0 
0 6
0 65
cfn=(572)
calls=13 0 
0 78
0 53
cfn=(572)
calls=1 0 
0 6

fn=(614)
0 13
cfn=(556)
calls=1 0 
0 437
0 7
cfn=(170)
calls=1 0 
0 11
0 3
cob=(2) /usr/lib/x86_64-linux-gnu/libc.so.6
cfi=(44) ./elf/./elf/libc_early_init.c
cfn=(616) __libc_early_init
calls=1 33 
0 625
0 2
cfn=(176)
calls=1 0 
0 3
0 3
cfn=(556)
calls=1 0 
0 463
0 11
cob=(2)
cfi=(51) ./posix/./posix/register-atfork.c
cfn=(632) __register_atfork
calls=1 38 
0 48
0 9

fn=(24)
0 24
cfn=(26) rtld::glibc::tunables::table::of_alias
calls=2 0 
0 244
0 22

fn=(48) rtld::mem::heap::Heap::bump
0 115

fn=(144)
0 363
cfn=(56)
calls=2 0 
0 224
0 60

fn=(148)
0 6
cfn=(150)
calls=1 0 
0 106
0 23
cfn=(150)
calls=3 0 
0 318
0 27
cfn=(150)
calls=2 0 
0 311
0 16
cfn=(150)
calls=1 0 
0 144
0 53
cfn=(150)
calls=8 0 
0 1120
0 40

fn=(168)
0 84
cfn=(170)
calls=14 0 
0 148
0 84
cfn=(172)
calls=14 0 
0 719
0 70
cfn=(176)
calls=14 0 
0 42

fn=(216)
0 28
cfn=(182)
calls=4 0 
0 43822
0 36

fn=(2042) rtld_fini
0 4
cfn=(2044)
calls=1 0 
0 92
0 14
cfn=(2054)
calls=1 0 
0 52
0 10
cfn=(2060) rtld::link::init::finish
calls=1 0 
0 4035
0 17

fn=(2050)
0 22
cfn=(2052) rtld::glibc::tcb::thread_id
calls=2 0 
0 12
0 12

fn=(2064) rtld::link::init::destroy
0 125
cfn=(74)
calls=3 0 
0 162
0 18
cfn=(138)
calls=3 0 
0 189
0 15
cfn=(168)
calls=3 0 
0 459
0 33
cfn=(640)
calls=3 0 
0 261
0 36
cfn=(168)
calls=3 0 
0 165
0 16

fn=(18)
0 32

fn=(96) rtld::link::search::Searcher::find
0 256
cfn=(56)
calls=1 0 
0 15
0 16
cfn=(192) rtld::plan::search::expand
calls=1 0 
0 280
0 40
cfn=(46)
calls=2 0 
0 36
0 24
cfn=(218) rtld::link::locate::<impl rtld::plan::search::Requester for rtld::link::object::Object>::runpath
calls=2 0 
0 26
0 14
cfn=(220) rtld::link::locate::<impl rtld::plan::search::Requester for rtld::link::object::Object>::rpath
calls=2 0 
0 14
0 8
cfn=(222) rtld::link::locate::<impl rtld::plan::search::Requester for rtld::link::object::Object>::loader
calls=2 0 
0 6
0 26
cfn=(98)
calls=1 0 
0 61
0 9
cfn=(100)
calls=1 0 
0 232
0 4
cfn=(100)
calls=1 0 
0 206
0 30
cfn=(106) rtld::link::search::Searcher::probe
calls=2 0 
0 946
0 14
cfn=(90)
calls=2 0 
0 56
0 58
cfn=(220)
calls=2 0 
0 14
0 30
cfn=(218)
calls=2 0 
0 26
0 16
cfn=(224)
calls=2 0 
0 42
0 4
cfn=(226) rtld::link::locate::<impl rtld::plan::search::Requester for rtld::link::object::Object>::nodeflib
calls=2 0 
0 8
0 116
cfn=(228)
calls=1 0 
0 3
0 17
cfn=(8)
calls=1 0 
0 34
0 65
cfn=(232) rtld::gather::Gather::gather
calls=1 0 
0 406
0 4
cfn=(234) <alloc::vec::Vec<T,A> as core::ops::drop::Drop>::drop
calls=1 0 
0 3
0 5
cfn=(22)
calls=1 0 
0 9
0 55
cfn=(236)
calls=2 0 
0 192
0 190
cfn=(236)
calls=19 0 
0 2357
0 229
cfn=(236)
calls=3 0 
0 457
0 151
cfn=(238) rtld::plan::hwcaps::Processor::takes_legacy
calls=2 0 
0 124
0 9
cfn=(122) rtld::mem::image::mapping::placed
calls=1 0 
0 21
0 189
cfn=(12)
calls=2 0 
0 60
0 6
cfn=(112)
calls=2 0 
0 124
0 46
cfn=(194)
calls=2 0 
0 54
0 52
cfn=(230) rtld::plan::cache::Cache::new_layout
calls=1 0 
0 356
0 5
cfn=(228)
calls=1 0 
0 3
0 49
cfn=(106)
calls=2 0 
0 943
0 16
cfn=(90)
calls=2 0 
0 56
0 60
cfn=(22)
calls=2 0 
0 88
0 140

fn=(106)
0 88
cfn=(108)
calls=4 0 
0 1393
0 36
cfn=(10)
calls=4 0 
0 200
0 56
cfn=(114) rtld::link::search_report::Report::record
calls=4 0 
0 76
0 40

fn=(262)
0 339

fn=(280)
0 33
cfn=(282) <alloc::vec::Vec<T,A> as core::clone::Clone>::clone
calls=3 0 
0 232
0 9

fn=(340) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::tls_reserve
0 10
cfn=(38)
calls=1 0 
0 42
0 4
cfn=(38)
calls=1 0 
0 42
0 6

fn=(348) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::extra_tls
0 13

fn=(350) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::tls_laid_out
0 75

fn=(372) rtld::link::relative::Place::look
0 484

fn=(384)
0 512
cfn=(386) rtld::link::relocate::Work::apply
calls=24 0 
0 8289
0 200
cfn=(406) rtld::link::relocate::ifunc::<impl rtld::link::relocate::Work>::defer_own
calls=40 0 
0 1524
0 120

fn=(386)
0 912
cfn=(388) rtld::link::relocate::rare::<impl rtld::link::relocate::Work>::rare
calls=24 0 
0 7329
0 48

fn=(522) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::bound
0 52

fn=(526) rtld::link::relative::elsewhere
0 64
cfn=(372)
calls=2 0 
0 242
0 4

fn=(568)
0 12
cfn=(570)
calls=1 0 
0 227
0 4
cfn=(574)
calls=1 0 
0 18
0 5
cfn=(578) rtld::link::tls::dtv::large_enough
calls=1 0 
0 17
0 39
cfn=(580) rtld::link::tls::static_block::initialise
calls=1 0 
0 65
0 21
cfn=(582) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::unlock_tls
calls=1 0 
0 14

fn=(578)
0 17

fn=(588)
0 10
cfn=(590)
calls=1 0 
0 178
0 3
cfn=(590)
calls=1 0 
0 214
0 4
cfn=(94)
calls=1 0 
0 13
0 34
cfn=(592)
calls=1 0 
0 512
0 11
cfn=(600) rtld::link::lookup::value_of
calls=1 0 
0 17
0 4
cfn=(602)
calls=1 0 
0 5
0 9
cfn=(592)
calls=1 0 
0 647
0 11
cfn=(600)
calls=1 0 
0 17
0 4
cfn=(602)
calls=1 0 
0 5
0 61
cfn=(604) rtld::glibc::imports::in_libc
calls=2 0 
0 866
0 106
cfn=(604)
calls=4 0 
0 1653
0 95

fn=(40)
0 828

fn=(56)
0 661

fn=(88) rtld::link::object::ObjectRef::new
0 188
cfn=(46)
calls=1 0 
0 18
0 34
cfn=(46)
calls=1 0 
0 31
0 104
cfn=(46)
calls=4 0 
0 139
0 615
cfn=(8)
calls=5 0 
0 370
0 130
cfn=(22)
calls=5 0 
0 45
0 45

fn=(186)
0 91
cfn=(194)
calls=1 0 
0 27
0 94

fn=(190)
0 69
cfn=(92)
calls=3 0 
0 8495
0 24
cfn=(194)
calls=3 0 
0 77
0 156
cfn=(196) rtld::link::loaded::from_file
calls=3 0 
0 207
0 93
cfn=(10)
calls=3 0 
0 150
0 27
cfn=(116)
calls=3 0 
0 22115
0 24
cfn=(134)
calls=3 0 
0 453
0 51
cfn=(152)
calls=3 0 
0 15423
0 21

fn=(192)
0 18
cfn=(144)
calls=1 0 
0 182
0 13
cfn=(98)
calls=1 0 
0 67

fn=(206) core::ptr::drop_in_place<core::option::Option<core::option::Option<alloc::rc::Rc<core::ffi::c_str::CStr>>>>
0 12

fn=(214)
0 76
cfn=(12)
calls=4 0 
0 82
0 16
cfn=(144)
calls=4 0 
0 311
0 24
cfn=(12)
calls=4 0 
0 82
0 60

fn=(2062) <rtld::link::init::Listed as rtld::plan::init::Graph>::relocation_need
0 43

fn=(8)
0 2253

fn=(26)
0 244

fn=(70)
0 108

fn=(76) rtld::link::load::assemble
0 204
cfn=(74)
calls=2 0 
0 66
0 10
cfn=(126) rtld::plan::map::properties
calls=2 0 
0 344
0 121
cfn=(74)
calls=5 0 
0 263
0 30
cfn=(78)
calls=5 0 
0 223
0 30
cfn=(78)
calls=5 0 
0 223
0 55
cfn=(74)
calls=5 0 
0 263
0 785
cfn=(74)
calls=1 0 
0 54
0 3009
cfn=(74)
calls=5 0 
0 165
0 51
cfn=(74)
calls=4 0 
0 132
0 57
cfn=(74)
calls=5 0 
0 165
0 316
cfn=(74)
calls=3 0 
0 99
0 65
cfn=(74)
calls=3 0 
0 99
0 310
cfn=(82) rtld::elf::versions::Indexed::make_room
calls=1 0 
0 42
0 36
cfn=(82)
calls=4 0 
0 1044
0 1495
cfn=(74)
calls=5 0 
0 165
0 125
cfn=(80) rtld::elf::dynamic::names
calls=5 0 
0 143
0 40
cfn=(10)
calls=5 0 
0 550
0 4628
cfn=(10)
calls=5 0 
0 550
0 65
cfn=(70)
calls=2 0 
0 18
0 27
cfn=(70)
calls=3 0 
0 27
0 185
cfn=(86) rtld::elf::relocs::table
calls=5 0 
0 405
0 110
cfn=(86)
calls=5 0 
0 281
0 295
cfn=(74)
calls=1 0 
0 33
0 1115
cfn=(88)
calls=5 0 
0 1719
0 25

fn=(126)
0 52
cfn=(128) rtld::elf::notes::first
calls=4 0 
0 144
0 148

fn=(222)
0 6

fn=(266) rtld::glibc::locks::make
0 49

fn=(272) alloc::raw_vec::RawVecInner<A>::reserve::do_reserve_and_handle
0 12
cfn=(150)
calls=6 0 
0 622
0 30

fn=(282)
0 69
cfn=(46)
calls=3 0 
0 61
0 39
cfn=(10)
calls=3 0 
0 42
0 21

fn=(296)
0 56
cfn=(46)
calls=2 0 
0 50
0 18
cfn=(10)
calls=2 0 
0 26
0 6
cfn=(70)
calls=2 0 
0 18
0 18

fn=(364) rtld::link::exports::Exports::grow
0 29
cfn=(366) core::ptr::drop_in_place<core::option::Option<rtld::link::exports::Exports>>
calls=1 0 
0 8

fn=(368)
0 1026
cfn=(370) rtld::link::relative::Place::provide
calls=3 0 
0 39
0 6629
cfn=(372)
calls=1 0 
0 121
0 578
cfn=(370)
calls=3 0 
0 195
0 30293
cfn=(526)
calls=1 0 
0 155
0 182
cfn=(526)
calls=1 0 
0 155
0 305
cfn=(8)
calls=4 0 
0 360
0 56
cfn=(376)
calls=4 0 
0 50182
0 20
cfn=(520) core::ptr::drop_in_place<core::option::Option<alloc::boxed::Box<rtld::link::ahead::Ahead>>>
calls=4 0 
0 12
0 20
cfn=(22)
calls=4 0 
0 36
0 20
cfn=(22)
calls=4 0 
0 36
0 105
cfn=(376)
calls=3 0 
0 139984
0 23
cfn=(522)
calls=4 0 
0 52
0 44
cfn=(374)
calls=4 0 
0 76
0 30
cfn=(408)
calls=4 0 
0 9091
0 16

fn=(410)
0 114
cfn=(138)
calls=3 0 
0 189
0 108

fn=(544) rtld::link::relocate::rare::compare_sizes
0 98

fn=(548) rtld::mem::image::Image::stores
0 672

fn=(556)
0 27
cfn=(558)
calls=3 0 
0 192
0 42
cfn=(402) rtld::plan::lookup::find
calls=3 0 
0 626
0 25
cfn=(560) rtld::elf::symbols::Symbols::definition
calls=1 0 
0 80
0 24
cfn=(600)
calls=2 0 
0 34
0 25

fn=(600)
0 68

fn=(610)
0 23

fn=(640)
0 65
cfn=(138)
calls=5 0 
0 315
0 55

fn=(6)
0 18
cfn=(8)
calls=2 0 
0 164
0 530
cfn=(10)
calls=2 0 
0 244
0 8

fn=(34)
0 243

fn=(80)
0 143

fn=(130) core::ptr::drop_in_place<rtld::plan::map::Plan>
0 28
cfn=(22)
calls=4 0 
0 176
0 24
cfn=(22)
calls=4 0 
0 36

fn=(2052)
0 12

fn=(42)
0 70

fn=(74)
0 2575

fn=(98)
0 55
cfn=(46)
calls=5 0 
0 111
0 45
cfn=(10)
calls=5 0 
0 56
0 30

fn=(220)
0 28

fn=(256) rtld::glibc::cpu::cache::caches
0 11
cfn=(8)
calls=1 0 
0 50
0 109
cfn=(10)
calls=1 0 
0 86
0 42

fn=(270) <alloc::vec::Vec<T,A> as alloc::vec::spec_extend::SpecExtend<&T,core::slice::iter::Iter<T>>>::spec_extend
0 63
cfn=(10)
calls=3 0 
0 42
0 42
cfn=(272)
calls=3 0 
0 325
0 6

fn=(278) rtld::glibc::link_map::refresh
0 2851

fn=(300)
0 24
cfn=(46)
calls=2 0 
0 43
0 76

fn=(302)
0 14
cfn=(38)
calls=2 0 
0 76
0 18

fn=(338)
0 12
cfn=(340)
calls=1 0 
0 104
0 31
cfn=(342) rtld::link::tls::modules::number_all
calls=1 0 
0 61
0 19
cfn=(346) rtld::plan::tls::StaticLayout::place
calls=1 0 
0 52
0 10
cfn=(348)
calls=1 0 
0 13
0 40
cfn=(350)
calls=1 0 
0 75
0 6
cfn=(352) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::thread_block_size
calls=1 0 
0 3
0 57
cfn=(8)
calls=1 0 
0 13
0 29
cfn=(354) <rtld::nursery::Process as core::alloc::global::GlobalAlloc>::alloc_zeroed
calls=1 0 
0 70
0 10
cfn=(8)
calls=1 0 
0 66
0 20
cfn=(356) rtld::glibc::tenant::<impl rtld::link::tenant::Tenant for rtld::glibc::Glibc>::enter_thread
calls=1 0 
0 312

fn=(342)
0 23
cfn=(344)
calls=1 0 
0 25
0 13

fn=(354)
0 57
cfn=(8)
calls=1 0 
0 10
0 3

fn=(356)
0 15
cfn=(28)
calls=1 0 
0 137
0 96
cfn=(38)
calls=1 0 
0 38
0 26

fn=(370)
0 111
cfn=(372)
calls=1 0 
0 121
0 2

fn=(412)
0 57
cfn=(138)
calls=3 0 
0 189
0 21
cfn=(170)
calls=3 0 
0 15
0 18
cfn=(172)
calls=3 0 
0 132
0 9
cfn=(176)
calls=3 0 
0 9
0 33

fn=(520)
0 12

fn=(528)
0 1242
cfn=(148)
calls=1 0 
0 155
0 846
cfn=(272)
calls=2 0 
0 226
0 4

fn=(572)
0 90

fn=(608)
0 29
cfn=(46)
calls=1 0 
0 25
0 15
cfn=(8)
calls=1 0 
0 34
0 18

fn=(628) __tunable_get_val
0 532
cfn=(40)
calls=19 0 
0 459
0 364

fn=(12)
0 844

fn=(90)
0 1435

fn=(94)
0 115

fn=(118) rtld::mem::image::mapping::<impl rtld::mem::image::Image>::map
0 376
cfn=(68)
calls=4 0 
0 2261
0 68
cfn=(120) rtld::mem::image::mapping::Parts::put
calls=4 0 
0 1680
0 32
cfn=(122)
calls=4 0 
0 84
0 68

fn=(138)
0 1260

fn=(172)
0 1176
cob=(3) ???
cfi=(49) ???
cfn=(2126) 0x00000000049953d8
calls=1 0 
0 3
cob=(5) /usr/lib/x86_64-linux-gnu/libtinfo.so.6.4
cfi=(58) ???
cfn=(2110) 0x000000000000fa70
calls=1 0 
0 101
cob=(3)
cfi=(49)
cfn=(2108) 0x0000000004941278
calls=1 0 
0 3
cob=(4) /usr/libexec/valgrind/vgpreload_core-amd64-linux.so
cfi=(53) ???
cfn=(2092) 0x00000000000010c0
calls=1 0 
0 101
cob=(3)
cfi=(49)
cfn=(2088) 0x00000000048efb94
calls=1 0 
0 3
cob=(6) /usr/bin/bash
cfi=(59) ???
cfn=(2066) 0x00000000000317f0
calls=1 0 
0 101
cob=(5)
cfi=(58)
cfn=(666) 0x000000000000fab0
calls=1 0 
0 12
cob=(3)
cfi=(49)
cfn=(662) 0x0000000004985000
calls=1 0 
0 6
cob=(2)
cfi=(57) ./libio/./libio/vtables.c
cfn=(660) check_stdfiles_vtables
calls=1 84 
0 11
cob=(2)
cfi=(54) ./csu/./csu/init-first.c
cfn=(652) _init_first
calls=1 46 
0 64
cob=(4)
cfi=(53)
cfn=(646) 0x0000000000001100
calls=1 0 
0 12
cob=(3)
cfi=(49)
cfn=(642) 0x0000000004941000
calls=1 0 
0 6
cob=(2)
cfi=(13) ./wcsmbs/../sysdeps/x86_64/multiarch/ifunc-avx2.h
cfn=(552) wcsncmp
calls=1 40 
0 24
cob=(2)
cfi=(40) ./debug/../sysdeps/x86_64/multiarch/ifunc-memmove.h
cfn=(550) __memmove_chk
calls=1 57 
0 21
cob=(2)
cfi=(42) ./string/../sysdeps/x86_64/multiarch/strstr.c
cfn=(542) strstr
calls=2 51 
0 18
cob=(2)
cfi=(38) ./time/../sysdeps/unix/sysv/linux/dl-vdso.h
cfn=(538) time
calls=2 40 
0 12
cob=(2)
cfi=(40)
cfn=(536) __memcpy_chk
calls=2 57 
0 42
cob=(2)
cfi=(18) ./string/../sysdeps/x86_64/multiarch/ifunc-strncpy.h
cfn=(534) strncat
calls=1 35 
0 18
cob=(2)
cfi=(38)
cfn=(530) gettimeofday
calls=2 40 
0 12
cob=(2)
cfi=(36) ./string/../sysdeps/x86_64/multiarch/ifunc-evex.h
cfn=(518) rawmemchr
calls=1 38 
0 22
cob=(2)
cfi=(21) ./string/../sysdeps/x86_64/multiarch/ifunc-strcasecmp.h
cfn=(514) strncasecmp
calls=2 37 
0 40
cob=(2)
cfi=(12) ./string/../sysdeps/x86_64/multiarch/ifunc-memmove.h
cfn=(512) mempcpy
calls=1 57 
0 21
cob=(2)
cfi=(6) ./string/../sysdeps/x86_64/multiarch/ifunc-sse4_2.h
cfn=(510) strspn
calls=1 36 
0 6
cob=(2)
cfi=(36)
cfn=(508) memchr
calls=2 38 
0 44
cob=(2)
cfi=(12)
cfn=(506) memmove
calls=3 57 
0 63
cob=(2)
cfi=(24) ./string/../sysdeps/x86_64/multiarch/ifunc-strcpy.h
cfn=(502) stpcpy
calls=2 38 
0 32
cob=(2)
cfi=(34) ./wcsmbs/../sysdeps/x86_64/multiarch/ifunc-memcmp.h
cfn=(500) wmemcmp
calls=1 34 
0 23
cob=(2)
cfi=(18)
cfn=(498) strncpy
calls=3 35 
0 54
cob=(2)
cfi=(4) ./string/../sysdeps/x86_64/multiarch/ifunc-avx2.h
cfn=(494) strlen
calls=3 40 
0 72
cob=(2)
cfi=(21)
cfn=(490) strcasecmp_l
calls=1 37 
0 20
cob=(2)
cfi=(24)
cfn=(486) strcpy
calls=3 38 
0 48
cob=(2)
cfi=(4)
cfn=(482) strchrnul
calls=2 40 
0 48
cob=(2)
cfi=(4)
cfn=(478) memrchr
calls=1 40 
0 24
cob=(2)
cfi=(28) ./wcsmbs/../sysdeps/x86_64/multiarch/ifunc-wmemset.h
cfn=(476) wmemset
calls=2 36 
0 36
cob=(2)
cfi=(27) ./string/../sysdeps/x86_64/multiarch/ifunc-memcmp.h
cfn=(474) bcmp
calls=2 34 
0 46
cob=(2)
cfi=(21)
cfn=(470) strncasecmp_l
calls=1 37 
0 20
cob=(2)
cfi=(24)
cfn=(466) strcat
calls=2 38 
0 32
cob=(2)
cfi=(23) ./wcsmbs/../sysdeps/x86_64/multiarch/wcscpy.c
cfn=(464) wcscpy
calls=1 38 
0 6
cob=(2)
cfi=(6)
cfn=(462) strcspn
calls=1 36 
0 6
cob=(2)
cfi=(21)
cfn=(458) strcasecmp
calls=2 37 
0 40
cob=(2)
cfi=(20) ./string/../sysdeps/x86_64/multiarch/strncmp.c
cfn=(456) strncmp
calls=3 44 
0 60
cob=(2)
cfi=(19) ./wcsmbs/../sysdeps/x86_64/multiarch/ifunc-evex.h
cfn=(454) wmemchr
calls=3 38 
0 66
cob=(2)
cfi=(18)
cfn=(452) stpncpy
calls=1 35 
0 18
cob=(2)
cfi=(13)
cfn=(448) wcscmp
calls=2 40 
0 48
cob=(2)
cfi=(4)
cfn=(444) rindex
calls=3 40 
0 72
cob=(2)
cfi=(15) ./string/../sysdeps/x86_64/multiarch/strchr.c
cfn=(442) index
calls=3 43 
0 54
cob=(2)
cfi=(13)
cfn=(438) wcschr
calls=3 40 
0 72
cob=(2)
cfi=(12)
cfn=(436) memcpy@@GLIBC_2.14
calls=3 57 
0 63
cob=(2)
cfi=(8) ./wcsmbs/../sysdeps/x86_64/multiarch/ifunc-wcslen.h
cfn=(432) wcslen
calls=2 41 
0 36
cob=(2)
cfi=(10) ./string/../sysdeps/x86_64/multiarch/ifunc-memset.h
cfn=(430) memset
calls=3 54 
0 69
cob=(2)
cfi=(8)
cfn=(426) wcsnlen
calls=1 41 
0 18
cob=(2)
cfi=(7) ./string/../sysdeps/x86_64/multiarch/strcmp.c
cfn=(424) strcmp
calls=3 48 
0 54
cob=(2)
cfi=(6)
cfn=(422) strpbrk
calls=2 36 
0 12
cob=(2)
cfi=(4)
cfn=(418) strnlen
calls=3 40 
0 72
cob=(2)
cfi=(2) ./string/../sysdeps/x86/cacheinfo.h
cfn=(414) __x86_cacheinfo
calls=1 61 
0 27
cfn=(174) _dl_debug_state
calls=2 0 
0 2
0 882

fn=(200) core::cell::once::OnceCell<T>::try_init
0 56
cfn=(202) rtld::link::locate::directory_of
calls=4 0 
0 1461
0 28
cfn=(206)
calls=4 0 
0 12
0 32
cfn=(208) core::ptr::drop_in_place<core::result::Result<&core::option::Option<alloc::rc::Rc<core::ffi::c_str::CStr>>,(&core::option::Option<alloc::rc::Rc<core::ffi::c_str::CStr>>,core::option::Option<alloc::rc::Rc<core::ffi::c_str::CStr>>)>>
calls=4 0 
0 12
0 48
cfn=(296)
calls=1 0 
0 93
0 11

fn=(202)
0 462
cfn=(194)
calls=2 0 
0 43
0 19
cfn=(54)
calls=3 0 
0 536
0 18
cfn=(204) alloc::rc::Rc<T,A>::from_box_in
calls=3 0 
0 302
0 81

fn=(2046)
0 6
cfn=(576)
calls=2 0 
0 106

fn=(2090) rtld::link::audit::closed
0 20

fn=(16)
0 24

fn=(30)
0 52
cfn=(32)
calls=2 0 
0 8
0 20
cfn=(8)
calls=2 0 
0 68
0 680
cfn=(10)
calls=2 0 
0 124
0 8
cfn=(34)
calls=2 0 
0 162
0 256
cfn=(10)
calls=2 0 
0 124
0 60

fn=(50)
0 80

fn=(64)
0 189
cfn=(66)
calls=9 0 
0 602
0 63

fn=(142)
0 21

fn=(224)
0 174
cfn=(366)
calls=1 0 
0 8
0 5

fn=(230)
0 356

fn=(234)
0 3

fn=(268)
0 108
cfn=(270)
calls=3 0 
0 478
0 54

fn=(276)
0 350

fn=(320)
0 20
cfn=(46)
calls=1 0 
0 18
0 85
cfn=(322)
calls=5 0 
0 1579
0 12
cfn=(324) rtld::link::object::ObjectRef::symbolic_list
calls=1 0 
0 173
0 13
cfn=(22)
calls=1 0 
0 44

fn=(324)
0 3
cfn=(326) rtld::link::object::Object::make_rare
calls=1 0 
0 47
0 7
cfn=(200)
calls=1 0 
0 116

fn=(332)
0 8

fn=(352)
0 3

fn=(392) rtld::link::relocate::reference::<impl rtld::link::relocate::Work>::find
0 56
cfn=(394) rtld::link::relocate::reference::<impl rtld::link::relocate::Work>::bound
calls=8 0 
0 3594
0 288

fn=(398)
0 2268
cfn=(382)
calls=6 0 
0 534
0 214
cfn=(400) rtld::link::walk::by_all_rules
calls=1 0 
0 323

fn=(400)
0 49
cfn=(402)
calls=1 0 
0 268
0 6

fn=(406)
0 1409
cfn=(272)
calls=1 0 
0 113
0 2

fn=(524)
0 520

fn=(560)
0 80

fn=(582)
0 6
cfn=(584)
calls=1 0 
0 8

fn=(584)
0 36
cob=(2)
cfi=(195) ./nptl/./nptl/pthread_mutex_unlock.c
cfn=(2056) pthread_mutex_unlock@@GLIBC_2.2.5
calls=2 368 
0 70

fn=(594)
0 32
cfn=(596)
calls=2 0 
0 851
0 64

fn=(672)
0 2

fn=(22)
0 968
cfn=(90)
calls=43 0 
0 1186
0 35

fn=(54)
0 68
cfn=(46)
calls=4 0 
0 93
0 36
cfn=(10)
calls=4 0 
0 40
0 24
cfn=(56)
calls=4 0 
0 330
0 28
cfn=(58)
calls=4 0 
0 80
0 56

fn=(134)
0 222
cfn=(136)
calls=2 0 
0 170
0 6
cfn=(240)
calls=2 0 
0 148
0 6

fn=(156)
0 18
cfn=(274)
calls=2 0 
0 2012
0 3

fn=(174)
0 2

fn=(204)
0 48
cfn=(46)
calls=3 0 
0 68
0 33
cfn=(10)
calls=3 0 
0 30
0 18
cfn=(90)
calls=3 0 
0 81
0 24

fn=(0) (below main)
0 1658
cfn=(2)
calls=1 0 
0 340846
0 17
cob=(6)
cfi=(59)
cfn=(674) (below main)
calls=1 0 
0 289284

fn=(10)
0 4301

fn=(20)
0 143
cfn=(22)
calls=1 0 
0 9

fn=(60)
0 26
cfn=(62)
calls=1 0 
0 1258
0 11
cfn=(10)
calls=1 0 
0 74
0 13
cfn=(68)
calls=1 0 
0 567
0 21
cfn=(72) rtld::link::load::place_headers
calls=1 0 
0 76
0 14
cfn=(76)
calls=1 0 
0 2947
0 7
cfn=(22)
calls=1 0 
0 44
0 5
cfn=(22)
calls=1 0 
0 9
0 10

fn=(84) alloc::vec::Vec<T,A>::try_reserve_exact
0 52
cfn=(64)
calls=4 0 
0 392
0 23

fn=(92)
0 60
cfn=(94)
calls=4 0 
0 50
0 92
cfn=(96)
calls=4 0 
0 9211
0 36

fn=(102) <alloc::raw_vec::RawVecInner>::finish_grow
0 38
cfn=(104)
calls=2 0 
0 92
0 28

fn=(110)
0 60

fn=(120)
0 788
cfn=(8)
calls=4 0 
0 724
0 168

fn=(128)
0 284

fn=(132)
0 12
cfn=(74)
calls=1 0 
0 33
0 30
cfn=(74)
calls=1 0 
0 33
0 146

fn=(164)
0 98

fn=(232)
0 125
cfn=(98)
calls=2 0 
0 108
0 18
cfn=(148)
calls=1 0 
0 117
0 38

fn=(238)
0 46
cfn=(194)
calls=2 0 
0 32
0 46

fn=(252) <core::str::iter::Split<P> as core::iter::traits::iterator::Iterator>::next
0 70

fn=(254) rtld::glibc::Glibc::choose
0 23
cfn=(256)
calls=1 0 
0 298
0 11
cfn=(258)
calls=1 0 
0 2956
0 15
cfn=(8)
calls=1 0 
0 74
0 1272
cfn=(42)
calls=1 0 
0 35
0 14
cfn=(6)
calls=1 0 
0 482
0 161
cfn=(266)
calls=1 0 
0 49
0 75
cfn=(268)
calls=1 0 
0 214
0 30
cfn=(22)
calls=1 0 
0 41
0 23
cfn=(274)
calls=1 0 
0 880
0 3
cfn=(278)
calls=1 0 
0 163
0 24
cfn=(280)
calls=1 0 
0 92
0 12
cfn=(274)
calls=1 0 
0 1098
0 8
cfn=(274)
calls=2 0 
0 1833
0 9
cfn=(278)
calls=3 0 
0 501
0 14
cfn=(22)
calls=1 0 
0 44
0 5
cfn=(284)
calls=1 0 
0 190
0 12

fn=(284)
0 1020

fn=(294)
0 12
cfn=(284)
calls=2 0 
0 464

fn=(316)
0 24

fn=(318)
0 3

fn=(326)
0 9
cfn=(46)
calls=1 0 
0 18
0 20

fn=(330) rtld::elf::versions::Versions::defines
0 3213

fn=(334)
0 70

fn=(362)
0 55
cfn=(364)
calls=1 0 
0 37
0 7
cfn=(224)
calls=1 0 
0 52
0 18

fn=(394)
0 184
cfn=(396)
calls=8 0 
0 3250
0 160

fn=(402)
0 163
cfn=(404)
calls=9 0 
0 2588
0 2

fn=(604)
0 66
cfn=(558)
calls=6 0 
0 414
0 84
cfn=(402)
calls=6 0 
0 1859
0 96

fn=(44)
0 7
cfn=(46)
calls=1 0 
0 55
0 7
cfn=(10)
calls=1 0 
0 98
0 6

fn=(78)
0 708

fn=(82)
0 75
cfn=(84)
calls=5 0 
0 467
0 544

fn=(112)
0 66
cfn=(46)
calls=6 0 
0 150
0 42
cfn=(10)
calls=6 0 
0 78
0 36

fn=(140)
0 30
cfn=(142)
calls=1 0 
0 3
0 18

fn=(154)
0 201
cfn=(74)
calls=1 0 
0 33
0 41
cfn=(74)
calls=2 0 
0 66
0 14
cfn=(242) rtld::elf::notes::build_id
calls=2 0 
0 210
0 67
cfn=(244)
calls=1 0 
0 372
0 5
cfn=(244)
calls=1 0 
0 458
0 4
cfn=(246) rtld::glibc::fingerprint::Version::release
calls=1 0 
0 246
0 7
cfn=(254)
calls=1 0 
0 10661
0 1

fn=(166)
0 44
cfn=(94)
calls=2 0 
0 26
0 36
cfn=(168)
calls=2 0 
0 100

fn=(188)
0 51

fn=(196)
0 207

fn=(198)
0 56
cfn=(200)
calls=4 0 
0 1637
0 4

fn=(208)
0 12

fn=(218)
0 52

fn=(2060)
0 9
cfn=(2044)
calls=1 0 
0 92
0 14
cfn=(280)
calls=1 0 
0 91
0 56
cfn=(178)
calls=1 0 
0 4
0 45
cfn=(298)
calls=1 0 
0 2010
0 7
cfn=(22)
calls=1 0 
0 44
0 10
cfn=(2054)
calls=1 0 
0 52
0 39
cfn=(2064)
calls=5 0 
0 1479
0 10
cfn=(2090)
calls=5 0 
0 20
0 49
cfn=(178)
calls=1 0 
0 4

fn=(46)
0 2388
cfn=(48)
calls=6 0 
0 115

fn=(72)
0 85
cfn=(74)
calls=5 0 
0 165
0 130

fn=(116)
0 176
cfn=(62)
calls=4 0 
0 5081
0 36
cfn=(10)
calls=4 0 
0 296
0 232
cfn=(118)
calls=4 0 
0 4569
0 130
cfn=(124)
calls=1 0 
0 36
0 27
cfn=(72)
calls=1 0 
0 76
0 78
cfn=(72)
calls=3 0 
0 228
0 20
cfn=(22)
calls=4 0 
0 188
0 20
cfn=(76)
calls=4 0 
0 17315
0 50
cfn=(130)
calls=3 0 
0 198
0 40
cfn=(130)
calls=1 0 
0 66
0 7
cfn=(90)
calls=1 0 
0 28
0 48

fn=(158)
0 84
cfn=(278)
calls=13 0 
0 2187
0 3

fn=(226)
0 8

fn=(242)
0 20
cfn=(128)
calls=2 0 
0 136
0 3
cfn=(128)
calls=1 0 
0 4
0 47

fn=(246)
0 3
cfn=(248)
calls=1 0 
0 96
0 23
cfn=(252)
calls=1 0 
0 70
0 54

fn=(290)
0 9
cfn=(292)
calls=1 0 
0 64
0 17

fn=(306)
0 36
cfn=(46)
calls=2 0 
0 50
0 40
cfn=(308)
calls=2 0 
0 286
0 56
cfn=(308)
calls=8 0 
0 192
0 954
cfn=(2062)
calls=5 0 
0 43
0 312
cfn=(308)
calls=16 0 
0 192
0 302
cfn=(22)
calls=2 0 
0 82

fn=(328)
0 87
cfn=(74)
calls=3 0 
0 99
0 132
cfn=(12)
calls=4 0 
0 82
0 16
cfn=(184)
calls=4 0 
0 775
0 1025
cfn=(330)
calls=23 0 
0 3213
0 295

fn=(346)
0 52

fn=(366)
0 16

fn=(388)
0 482
cfn=(392)
calls=1 0 
0 933
0 293
cfn=(390) rtld::link::tls::static_block::place_late
calls=17 0 
0 357
0 364
cfn=(392)
calls=7 0 
0 3005
0 140
cfn=(544)
calls=7 0 
0 98
0 133
cfn=(546)
calls=7 0 
0 427
0 42
cfn=(548)
calls=7 0 
0 672
0 42
cfn=(10)
calls=7 0 
0 73
0 268

fn=(390)
0 357

fn=(576)
0 36
cob=(2)
cfi=(194) ./nptl/./nptl/pthread_mutex_lock.c
cfn=(2048) pthread_mutex_lock@@GLIBC_2.2.5
calls=2 80 
0 78

fn=(580)
0 16
cfn=(10)
calls=1 0 
0 10
0 13
cfn=(8)
calls=1 0 
0 26

fn=(598)
0 761

fn=(28)
0 867

fn=(58)
0 120
cfn=(102)
calls=2 0 
0 158
0 12

fn=(86)
0 152
cfn=(74)
calls=8 0 
0 264
0 270

fn=(114)
0 76

fn=(122)
0 105

fn=(146)
0 19
cfn=(148)
calls=1 0 
0 117
0 24

ob=(3)
fl=(49)
fn=(2108)
0 3

fn=(642)
0 6

fn=(2098) 0x0000000004941030
0 1
cob=(2)
cfi=(196) ./stdlib/./stdlib/cxa_finalize.c
cfn=(2074) __cxa_finalize
calls=1 30 
0 82

fn=(662)
0 6

fn=(2088)
0 3

fn=(2126)
0 3

fn=(766) 0x00000000049cf360
0 24
cob=(2)
cfi=(81) ./malloc/./malloc/malloc.c
cfn=(768) free
calls=24 3350 
0 734

fn=(812) 0x00000000049cf368
0 23
cob=(2)
cfi=(81)
cfn=(776) malloc
calls=23 3281 
0 3707

fn=(684) 0x000000000482f000
0 6

fn=(2072) 0x000000000482fe10
0 1
cob=(2)
cfi=(196)
cfn=(2074)
calls=1 30 
0 82

fn=(2116) 0x00000000049859f8
0 1
cob=(2)
cfi=(196)
cfn=(2074)
calls=1 30 
0 82

ob=(5)
fl=(58)
fn=(2120) 0x000000000000fa00
0 5

fn=(666)
0 12

fn=(2110)
0 9
cob=(3)
cfi=(49)
cfn=(2116)
calls=1 0 
0 83
0 1
cfn=(2120)
calls=1 0 
0 5
0 3

ob=(6)
fl=(59)
fn=(688) 0x0000000000031830
0 12

fn=(708) main
0 16
cob=(2)
cfi=(64) ./setjmp/../sysdeps/x86_64/setjmp.S
cfn=(704) __sigsetjmp
calls=1 32 
0 26
0 1
0 3
cfn=(712) xtrace_init
calls=1 0 
0 6
0 1
cfn=(714) check_dev_tty
calls=1 0 
0 103
0 3
cfn=(730) set_default_locale
calls=1 0 
0 8121
0 1
cob=(2)
cfi=(97) ./posix/../sysdeps/unix/syscall-template.S
cfn=(848) getuid
calls=1 91 
0 3
0 1
0 18
cob=(2)
cfi=(97)
cfn=(852) getgid
calls=1 91 
0 3
0 1
0 2
cob=(2)
cfi=(97)
cfn=(856) geteuid
calls=1 91 
0 3
0 1
0 2
cob=(2)
cfi=(97)
cfn=(860) getegid
calls=1 91 
0 3
0 1
0 11
cfn=(862) getenv
calls=1 0 
0 82
0 5
cob=(2)
cfi=(64)
cfn=(704)
calls=1 32 
0 59
0 1
0 35
cfn=(870) base_pathname
calls=1 0 
0 38
0 12
cob=(2)
cfi=(75) ./string/../sysdeps/x86_64/multiarch/strlen-avx2.S
cfn=(748) __strlen_avx2
calls=1 65 
0 13
0 1
0 2
cfn=(772) xmalloc
calls=1 0 
0 189
0 3
cob=(2)
cfi=(88) ./string/../sysdeps/x86_64/multiarch/strcpy-avx2.S
cfn=(804) __strcpy_avx2
calls=1 62 
0 27
0 1
0 12
cob=(2)
cfi=(39) ./time/../sysdeps/unix/sysv/linux/gettimeofday.c
cfn=(876) __gettimeofday_syscall
calls=1 34 
0 7
0 1
0 31
cfn=(878) set_login_shell
calls=1 0 
0 7
0 13
cfn=(884) 0x0000000000031840
calls=1 0 
0 52
0 9
cfn=(894) 0x0000000000032130
calls=1 0 
0 175244
0 1
cfn=(1518) set_default_lang
calls=1 0 
0 94715
0 1
cfn=(1800) set_default_locale_vars
calls=1 0 
0 1863
0 9
cob=(2)
cfi=(64)
cfn=(704)
calls=1 32 
0 59
0 1
0 9
cfn=(1802) unbind_variable
calls=1 0 
0 239
0 2
cfn=(1802)
calls=1 0 
0 239
0 3
cfn=(1016) shell_is_restricted
calls=1 0 
0 52
0 35
cfn=(1816) maybe_make_restricted
calls=1 0 
0 53
0 1
cfn=(1818) cmd_init
calls=1 0 
0 360
0 1
cfn=(1820) uwp_init
calls=1 0 
0 182
0 13
cob=(2)
cfi=(67) ./libio/./libio/fileno.c
cfn=(722) fileno
calls=1 35 
0 6
0 1
0 2
cob=(2)
cfi=(100) ./io/../sysdeps/posix/isatty.c
cfn=(882) isatty
calls=1 24 
0 36
0 1
0 11
cfn=(1808) 0x0000000000031ba0
calls=1 0 
0 4
0 4
cfn=(862)
calls=1 0 
0 82
0 10
cfn=(1822) sh_unset_nodelay_mode
calls=1 0 
0 50
0 5
cfn=(1830) with_input_from_buffered_stream
calls=1 0 
0 834
0 11
cfn=(1846) reader_loop
calls=1 0 
0 799
0 2
cfn=(1982) exit_shell
calls=1 0 
0 4903
0 17
cfn=(1520) get_string_value
calls=1 0 
0 230
0 2
cfn=(1812) 0x0000000000031d90
calls=1 0 
0 3
0 2
cob=(2)
cfi=(67)
cfn=(722)
calls=1 35 
0 6
0 1
0 3

fn=(772)
0 1455
cob=(2)
cfi=(81)
cfn=(776)
calls=291 3281 
0 52095
0 291
0 2328

fn=(864) find_tempenv_variable
0 14

fn=(1028) hash_create
0 30
cfn=(772)
calls=5 0 
0 945
0 50
cob=(2)
cfi=(117) ./string/../sysdeps/x86_64/multiarch/memset-vec-unaligned-erms.S
cfn=(1032) __memset_avx2_unaligned_erms
calls=5 167 
0 32848
0 5
0 40
cfn=(772)
calls=5 0 
0 845
0 30

fn=(1140) set_if_not
0 128
cfn=(1064) 0x000000000004fa70
calls=8 0 
0 8366
0 40
cfn=(1092) make_variable_value
calls=8 0 
0 2238
0 200
cfn=(1102) find_variable
calls=8 0 
0 1694
0 96

fn=(1164) getopts_reset
0 3

fn=(1448) seedrand
0 9
cob=(2)
cfi=(39)
cfn=(876)
calls=1 34 
0 7
0 1
0 3
cob=(2)
cfi=(97)
cfn=(1144) getpid
calls=1 91 
0 3
0 1
0 2
cob=(2)
cfi=(97)
cfn=(1158) getppid
calls=1 91 
0 3
0 1
0 14

fn=(1472) set_maxchild
0 18
cob=(2)
cfi=(185) ./csu/./csu/errno-loc.c
cfn=(1476) __errno_location
calls=1 26 
0 3
0 1
0 3
cfn=(1478) getmaxchild
calls=1 0 
0 79
0 4

fn=(1478)
0 6
cob=(2)
cfi=(104) ./posix/../sysdeps/unix/sysv/linux/x86/sysconf.c
cfn=(920) sysconf
calls=1 32 
0 69
0 1
0 3

fn=(1702) 0x000000000004f000
0 80
cob=(2)
cfi=(81)
cfn=(768)
calls=1 3350 
0 88
0 1

fn=(1720) map_over_funcs
0 19

fn=(1812)
0 3

fn=(1846)
0 19
cob=(2)
cfi=(64)
cfn=(704)
calls=1 32 
0 26
0 1
0 2
cfn=(1848) unlink_fifo_list
calls=1 0 
0 4
0 9
cfn=(1850) read_command
calls=1 0 
0 718
0 20

fn=(1998) coproc_flush
0 12
cob=(2)
cfi=(110) ./signal/./signal/sigempty.c
cfn=(956) sigemptyset
calls=1 27 
0 5
0 1
0 3
cob=(2)
cfi=(191) ./signal/./signal/sigaddset.c
cfn=(2006) sigaddset
calls=1 27 
0 13
0 1
0 2
cob=(2)
cfi=(110)
cfn=(956)
calls=1 27 
0 5
0 1
0 4
cob=(2)
cfi=(98) ./signal/../sysdeps/unix/sysv/linux/sigprocmask.c
cfn=(866) sigprocmask
calls=1 24 
0 31
0 1
0 3
cfn=(2018) coproc_unsetvars
calls=1 0 
0 11
0 18
cob=(2)
cfi=(98)
cfn=(866)
calls=1 24 
0 31
0 1
0 10

fn=(2032) end_job_control
0 9

fn=(828) 0x0000000000093f40
0 9
cob=(2)
cfi=(94) ./locale/./locale/nl_langinfo.c
cfn=(832) nl_langinfo
calls=3 31 
0 57
0 3
0 30

fn=(862)
0 18
cfn=(864)
calls=2 0 
0 14
0 20
cob=(2)
cfi=(75)
cfn=(748)
calls=2 65 
0 26
0 2
0 84

fn=(870)
0 28
cob=(2)
cfi=(56) ./string/../sysdeps/x86_64/multiarch/strrchr-avx2.S
cfn=(658) __strrchr_avx2
calls=4 54 
0 84
0 4
0 36

fn=(1016)
0 16
cfn=(870)
calls=2 0 
0 76
0 12

fn=(1092)
0 948
cob=(2)
cfi=(75)
cfn=(748)
calls=25 65 
0 406
0 25
0 50
cfn=(772)
calls=25 0 
0 4661
0 75
cob=(2)
cfi=(88)
cfn=(804)
calls=25 62 
0 779
0 25
0 469

fn=(1498) find_flag
0 1574

fn=(1512) set_bashopts
0 313
cob=(2)
cfi=(75)
cfn=(748)
calls=13 65 
0 169
0 13
0 317
cfn=(772)
calls=1 0 
0 185
0 414
cob=(2)
cfi=(88)
cfn=(804)
calls=13 62 
0 356
0 13
0 26
cob=(2)
cfi=(75)
cfn=(748)
calls=13 65 
0 169
0 13
0 102
cfn=(1102)
calls=1 0 
0 223
0 6
cfn=(1052) bind_variable
calls=1 0 
0 1531
0 18
cob=(2)
cfi=(81)
cfn=(768)
calls=1 3350 
0 88
0 1

fn=(1522) set_locale_var
0 6
cob=(2)
cfi=(185)
cfn=(1476)
calls=1 26 
0 3
0 1
0 13
cfn=(1756) 0x0000000000093e90
calls=1 0 
0 17182
0 1
cob=(2)
cfi=(93) ./locale/./locale/mb_cur_max.c
cfn=(826) __ctype_get_mb_cur_max
calls=1 30 
0 5
0 1
0 7
cob=(2)
cfi=(96) ./stdlib/./stdlib/mblen.c
cfn=(844) mblen
calls=1 34 
0 15
0 1
0 2
cfn=(1792) u32reset
calls=1 0 
0 8
0 7
cfn=(772)
calls=1 0 
0 184
0 3
cfn=(1524) 0x0000000000094310
calls=1 0 
0 47218
0 2

fn=(1560) map_over
0 23
cfn=(772)
calls=1 0 
0 189
0 5
cfn=(772)
calls=1 0 
0 185
0 8
cfn=(1562) 0x000000000004f0a0
calls=1 0 
0 14686
0 6
cob=(2)
cfi=(81)
cfn=(768)
calls=1 3350 
0 88
0 1
0 7

fn=(1860) 0x0000000000037ef0
0 20
cfn=(1866) 0x00000000000357c0
calls=1 0 
0 454
0 17

fn=(1994) signal_is_trapped
0 5

fn=(2066)
0 9
cob=(3)
cfi=(49)
cfn=(2072)
calls=1 0 
0 83
0 1
cfn=(2082) 0x0000000000031780
calls=1 0 
0 5
0 3

fn=(712)
0 6

fn=(714)
0 5
cob=(2)
cfi=(66) ./io/../sysdeps/unix/sysv/linux/open64.c
cfn=(718) open
calls=1 30 
0 37
0 1
0 4
cob=(2)
cfi=(67)
cfn=(722)
calls=1 35 
0 6
0 1
0 2
cob=(2)
cfi=(68) ./io/../sysdeps/unix/sysv/linux/ttyname.c
cfn=(726) ttyname
calls=1 36 
0 41
0 1
0 5

fn=(934) 0x000000000009cb00
0 2284
cob=(2)
cfi=(73) ./string/../sysdeps/x86_64/multiarch/strcmp-avx2.S
cfn=(742) __strcmp_avx2
calls=94 249 
0 2554
0 94
0 271

fn=(1010) tilde_initialize
0 14
cfn=(1012) strvec_create
calls=1 0 
0 192
0 8
cfn=(1012)
calls=1 0 
0 192
0 8
cfn=(1012)
calls=1 0 
0 192
0 8
cfn=(1012)
calls=1 0 
0 192
0 7

fn=(1152) adjust_shell_level
0 11
cfn=(1102)
calls=1 0 
0 178
0 15
cfn=(1052)
calls=1 0 
0 1494
0 15

fn=(1412) shell_version_string
0 17
cob=(2)
cfi=(176) ./debug/./debug/snprintf_chk.c
cfn=(1416) __snprintf_chk
calls=1 27 
0 1557
0 1
0 4

fn=(1436) array_create
0 24
cfn=(772)
calls=8 0 
0 1512
0 48
cfn=(772)
calls=8 0 
0 1512
0 64

fn=(1454) set_compatibility_opts
0 12

fn=(1528) maybe_make_export_env
0 41
cfn=(1620) 0x000000000004eb50
calls=1 0 
0 2012
0 3
cob=(2)
cfi=(81)
cfn=(768)
calls=1 3350 
0 88
0 1
0 4
cfn=(1702)
calls=1 0 
0 169
0 17
cfn=(1560)
calls=1 0 
0 15198
0 7
cfn=(1548) strvec_resize
calls=1 0 
0 192
0 7
cfn=(1720)
calls=1 0 
0 19
0 11

fn=(1580) 0x000000000004e4b0
0 312

fn=(1808)
0 4

fn=(1818)
0 3
cfn=(772)
calls=1 0 
0 174
0 5
cfn=(772)
calls=1 0 
0 174
0 4

fn=(1822)
0 6
cob=(2)
cfi=(187) ./io/../sysdeps/unix/sysv/linux/fcntl64.c
cfn=(1826) fcntl
calls=1 38 
0 35
0 1
0 8

fn=(1854) parse_command
0 4
cfn=(1856) run_pending_traps
calls=1 0 
0 18
0 5
cfn=(1858) yyparse
calls=1 0 
0 644
0 6

fn=(1858)
0 131
cfn=(1860)
calls=1 0 
0 491
0 15
cfn=(1978) 0x00000000000356a0
calls=1 0 
0 5
0 2

fn=(1982)
0 4
cob=(2)
cfi=(190) ./libio/./libio/iofflush.c
cfn=(1986) fflush
calls=1 33 
0 64
0 1
0 2
cob=(2)
cfi=(190)
cfn=(1986)
calls=1 33 
0 64
0 1
0 3
cfn=(1992) read_tty_modified
calls=1 0 
0 2
0 4
cfn=(1994)
calls=1 0 
0 5
0 3
cfn=(1996) unlink_all_fifos
calls=1 0 
0 4
0 4
cfn=(1998)
calls=1 0 
0 153
0 8
cob=(2)
cfi=(192) ./stdlib/./stdlib/exit.c
cfn=(2036) exit
calls=1 145 
0 4569
0 1
0 1
cfn=(2032)
calls=1 0 
0 9
0 1

fn=(1992)
0 2

fn=(1996)
0 4

fn=(892) set_job_control
0 40
cob=(2)
cfi=(183) ./termios/../sysdeps/unix/bsd/tcgetpgrp.c
cfn=(1466) tcgetpgrp
calls=1 26 
0 42
0 1
0 3

fn=(1020) initialize_shell_variables
0 34
cfn=(1022) 0x000000000004f9c0
calls=1 0 
0 17818
0 230
cfn=(1100) set_pwd
calls=1 0 
0 3932
0 3
cfn=(1140)
calls=1 0 
0 1400
0 1
cob=(2)
cfi=(97)
cfn=(1144)
calls=1 91 
0 3
0 1
0 4
cfn=(1140)
calls=1 0 
0 1515
0 3
cfn=(1140)
calls=1 0 
0 1484
0 10
cfn=(1052)
calls=1 0 
0 1432
0 4
cfn=(1052)
calls=1 0 
0 1425
0 3
cfn=(1146) setifs
calls=1 0 
0 124
0 3
cfn=(1140)
calls=1 0 
0 1610
0 3
cfn=(1140)
calls=1 0 
0 1545
0 3
cfn=(1140)
calls=1 0 
0 1611
0 3
cfn=(1140)
calls=1 0 
0 1613
0 6
cfn=(1152)
calls=1 0 
0 1713
0 1
cfn=(1154) set_ppid
calls=1 0 
0 1768
0 2
cfn=(1102)
calls=1 0 
0 253
0 7
cfn=(1052)
calls=1 0 
0 1525
0 3
cfn=(1164)
calls=1 0 
0 3
0 4
cfn=(1052)
calls=1 0 
0 1521
0 64
cfn=(1046) legal_identifier
calls=3 0 
0 308
0 18
cfn=(1052)
calls=3 0 
0 4906
0 51
cob=(2)
cfi=(75)
cfn=(748)
calls=3 65 
0 59
0 3
0 6
cfn=(772)
calls=3 0 
0 567
0 9
cob=(2)
cfi=(88)
cfn=(804)
calls=3 62 
0 95
0 3
0 15
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 189
0 3
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 27
0 1
0 5
cfn=(1052)
calls=1 0 
0 1463
0 3
cob=(2)
cfi=(81)
cfn=(768)
calls=1 3350 
0 88
0 1
0 2
cfn=(1102)
calls=1 0 
0 178
0 3
cfn=(1412)
calls=1 0 
0 1579
0 5
cfn=(1052)
calls=1 0 
0 1731
0 11
cfn=(1058) hash_search
calls=1 0 
0 248
0 8
cfn=(1064)
calls=1 0 
0 1143
0 2
cfn=(1436)
calls=1 0 
0 395
0 7
cob=(2)
cfi=(182) ./debug/./debug/strcpy_chk.c
cfn=(1440) __strcpy_chk
calls=1 27 
0 46
0 1
0 3
cob=(2)
cfi=(76) ./string/../sysdeps/x86_64/multiarch/strchr-avx2.S
cfn=(752) __strchr_avx2
calls=1 55 
0 20
0 1
0 8
cfn=(1444) array_insert
calls=1 0 
0 479
0 4
cfn=(1444)
calls=1 0 
0 479
0 5
cfn=(1160) inttostr
calls=1 0 
0 76
0 4
cfn=(1444)
calls=1 0 
0 479
0 4
cfn=(1160)
calls=1 0 
0 49
0 4
cfn=(1444)
calls=1 0 
0 479
0 4
cfn=(1444)
calls=1 0 
0 474
0 4
cfn=(1444)
calls=1 0 
0 475
0 6
cfn=(1102)
calls=1 0 
0 328
0 6
cfn=(1448)
calls=1 0 
0 44
0 1
cfn=(1450) seedrand32
calls=1 0 
0 30
0 8
cfn=(1160)
calls=1 0 
0 49
0 3
cfn=(1102)
calls=1 0 
0 148
0 8
cfn=(1102)
calls=1 0 
0 163
0 5
cfn=(1140)
calls=1 0 
0 1984
0 2
cfn=(1102)
calls=1 0 
0 298
0 4
cfn=(1452) sv_shcompat
calls=1 0 
0 292
0 2
cfn=(1102)
calls=1 0 
0 223
0 7
cfn=(1102)
calls=1 0 
0 208
0 8
cfn=(1052)
calls=1 0 
0 1311
0 10
cfn=(1052)
calls=1 0 
0 1414
0 10
cfn=(1052)
calls=1 0 
0 1472
0 7
cfn=(1052)
calls=1 0 
0 1503
0 10
cfn=(1052)
calls=1 0 
0 1280
0 11
cfn=(1052)
calls=1 0 
0 1311
0 8
cfn=(1052)
calls=1 0 
0 1280
0 11
cfn=(1052)
calls=1 0 
0 1303
0 7
cfn=(1052)
calls=1 0 
0 1464
0 7
cfn=(1052)
calls=1 0 
0 1495
0 7
cfn=(1052)
calls=1 0 
0 1307
0 8
cfn=(1052)
calls=1 0 
0 1561
0 8
cfn=(1102)
calls=1 0 
0 227
0 5
cfn=(1102)
calls=1 0 
0 193
0 5
cfn=(1102)
calls=1 0 
0 238
0 5
cfn=(1102)
calls=1 0 
0 238
0 5
cfn=(1102)
calls=1 0 
0 268
0 5
cfn=(1102)
calls=1 0 
0 268
0 5
cfn=(1102)
calls=1 0 
0 238
0 5
cfn=(1102)
calls=1 0 
0 283
0 5
cfn=(1102)
calls=1 0 
0 223
0 19
cfn=(1052)
calls=1 0 
0 1492
0 5
cfn=(1064)
calls=1 0 
0 1059
0 2
cfn=(1436)
calls=1 0 
0 395
0 11
cfn=(1064)
calls=1 0 
0 1141
0 3
cfn=(1028)
calls=1 0 
0 8597
0 13
cfn=(1064)
calls=1 0 
0 1079
0 3
cfn=(1028)
calls=1 0 
0 8597
0 13
cfn=(1064)
calls=1 0 
0 1107
0 2
cfn=(1436)
calls=1 0 
0 395
0 9
cfn=(1064)
calls=1 0 
0 1107
0 2
cfn=(1436)
calls=1 0 
0 395
0 9
cfn=(1064)
calls=1 0 
0 1075
0 2
cfn=(1436)
calls=1 0 
0 395
0 9
cfn=(1064)
calls=1 0 
0 1075
0 2
cfn=(1436)
calls=1 0 
0 395
0 9
cfn=(1064)
calls=1 0 
0 1025
0 2
cfn=(1436)
calls=1 0 
0 395
0 11
cfn=(1064)
calls=1 0 
0 1122
0 2
cfn=(1436)
calls=1 0 
0 395
0 11
cfn=(1102)
calls=1 0 
0 313
0 7
cfn=(1052)
calls=1 0 
0 1434
0 6
cfn=(1052)
calls=1 0 
0 1465
0 3
cfn=(1166) get_current_user_info
calls=1 0 
0 24278
0 2

fn=(1086) hash_insert
0 7424
cfn=(772)
calls=48 0 
0 9060
0 816

fn=(1104) 0x000000000004fad0
0 1288
cfn=(1058)
calls=56 0 
0 9962
0 672

fn=(1146)
0 79
cob=(2)
cfi=(93)
cfn=(826)
calls=1 30 
0 5
0 1
0 3
cob=(2)
cfi=(75)
cfn=(1150) __strnlen_avx2
calls=1 59 
0 17
0 1
0 2
cob=(2)
cfi=(93)
cfn=(826)
calls=1 30 
0 5
0 1
0 10

fn=(1162) fmtumax
0 266

fn=(1510) initialize_bashopts
0 5
cfn=(1102)
calls=1 0 
0 223
0 4
cfn=(1512)
calls=1 0 
0 3957

fn=(1518)
0 4
cfn=(1520)
calls=1 0 
0 200
0 4
cfn=(1522)
calls=1 0 
0 64659
0 2
cfn=(1520)
calls=1 0 
0 170
0 4
cfn=(1796) set_lang
calls=1 0 
0 29672

fn=(1756)
0 36
cob=(2)
cfi=(118) ./ctype/../include/ctype.h
cfn=(1050) __ctype_b_loc
calls=3 41 
0 9
0 3
0 12945
cfn=(1772) mbschr
calls=759 0 
0 36921
0 1632

fn=(2018)
0 11

fn=(894)
0 9
cfn=(912) initialize_shell_builtins
calls=1 0 
0 21176
0 1
cfn=(950) initialize_traps
calls=1 0 
0 2067
0 2
cfn=(974) initialize_signals
calls=1 0 
0 217
0 6
cfn=(1010)
calls=1 0 
0 813
0 2
cfn=(1016)
calls=1 0 
0 52
0 9
cfn=(1020)
calls=1 0 
0 140669
0 2
cfn=(1458) initialize_job_control
calls=1 0 
0 495
0 1
cfn=(1486) initialize_bash_input
calls=1 0 
0 10
0 1
cfn=(1490) initialize_flags
calls=1 0 
0 161
0 7
cfn=(1494) initialize_shell_options
calls=1 0 
0 4911
0 7
cfn=(1510)
calls=1 0 
0 4189
0 8
cfn=(898) sh_setlinebuf
calls=1 0 
0 56
0 2
cfn=(898)
calls=1 0 
0 56
0 5
cob=(2)
cfi=(116) ./misc/../sysdeps/posix/gethostname.c
cfn=(992) gethostname
calls=1 28 
0 67
0 1
0 4
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 184
0 3
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 32
0 1
0 2

fn=(898)
0 8
cob=(2)
cfi=(101) ./libio/./libio/iosetvbuf.c
cfn=(902) setvbuf
calls=2 35 
0 102
0 2

fn=(970) get_original_signal
0 54
cfn=(952) set_signal_handler
calls=3 0 
0 417
0 12
cfn=(952)
calls=3 0 
0 417
0 6

fn=(974)
0 7
cob=(2)
cfi=(110)
cfn=(956)
calls=1 27 
0 5
0 1
0 4
cob=(2)
cfi=(98)
cfn=(866)
calls=1 24 
0 26
0 1
0 3
cob=(2)
cfi=(115) ./signal/./signal/sigismem.c
cfn=(980) sigismember
calls=1 27 
0 11
0 1
0 5
cfn=(952)
calls=1 0 
0 139
0 5
cfn=(984) initialize_job_signals
calls=1 0 
0 9

fn=(984)
0 9

fn=(1046)
0 33
cob=(2)
cfi=(118)
cfn=(1050)
calls=3 41 
0 9
0 3
0 263

fn=(1102)
0 616
cfn=(1104)
calls=56 0 
0 11922
0 224

fn=(1154)
0 8
cob=(2)
cfi=(97)
cfn=(1158)
calls=1 91 
0 3
0 1
0 4
cfn=(1160)
calls=1 0 
0 112
0 3
cfn=(1102)
calls=1 0 
0 163
0 6
cfn=(1052)
calls=1 0 
0 1460
0 8

fn=(1500) 0x00000000000aa400
0 16

fn=(1620)
0 9
cfn=(1622) strvec_len
calls=1 0 
0 25
0 2
cfn=(1012)
calls=1 0 
0 192
0 61
cob=(2)
cfi=(75)
cfn=(748)
calls=2 65 
0 26
0 2
0 50
cob=(2)
cfi=(75)
cfn=(748)
calls=2 65 
0 26
0 2
0 4
cfn=(772)
calls=2 0 
0 373
0 6
cob=(2)
cfi=(88)
cfn=(804)
calls=2 62 
0 54
0 2
0 46
cfn=(772)
calls=2 0 
0 239
0 10
cob=(2)
cfi=(90) ./string/../sysdeps/x86_64/multiarch/memmove-vec-unaligned-erms.S
cfn=(816) __memcpy_avx_unaligned_erms
calls=2 264 
0 31
0 2
0 18
cob=(2)
cfi=(90)
cfn=(816)
calls=2 264 
0 29
0 2
0 24
cob=(2)
cfi=(75)
cfn=(748)
calls=3 65 
0 59
0 3
0 6
cfn=(772)
calls=3 0 
0 567
0 9
cob=(2)
cfi=(88)
cfn=(804)
calls=3 62 
0 102
0 3
0 12
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2

fn=(1796)
0 8
cob=(2)
cfi=(70) ./locale/./locale/setlocale.c
cfn=(734) setlocale
calls=1 218 
0 5224
0 1
0 6
cfn=(1734) get_locale_var
calls=1 0 
0 247
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1158
0 1
0 3
cfn=(1734)
calls=1 0 
0 277
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 2
cfn=(1734)
calls=1 0 
0 292
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 2
cfn=(1734)
calls=1 0 
0 277
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 2
cfn=(1734)
calls=1 0 
0 232
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 1
cfn=(1756)
calls=1 0 
0 17182
0 1
cob=(2)
cfi=(93)
cfn=(826)
calls=1 30 
0 5
0 1
0 4
cfn=(828)
calls=1 0 
0 33
0 4
cob=(2)
cfi=(96)
cfn=(844)
calls=1 34 
0 15
0 1
0 2
cfn=(1792)
calls=1 0 
0 8
0 4
cfn=(1528)
calls=1 0 
0 4
0 21
cfn=(772)
calls=1 0 
0 184
0 3

fn=(1866)
0 59
cfn=(1902) buffered_getchar
calls=1 0 
0 101
0 12
cfn=(1942) 0x00000000000335b0
calls=1 0 
0 22
0 31
cfn=(1550) xrealloc
calls=1 0 
0 189
0 3
cfn=(1884) notify_and_cleanup
calls=1 0 
0 15
0 22

fn=(1884)
0 15

fn=(912)
0 5
cob=(2)
cfi=(103) ./stdlib/./stdlib/msort.c
cfn=(916) qsort
calls=1 307 
0 21170
0 1

fn=(952)
0 246
cob=(2)
cfi=(110)
cfn=(956)
calls=14 27 
0 70
0 14
0 28
cob=(2)
cfi=(110)
cfn=(956)
calls=14 27 
0 70
0 14
0 56
cob=(2)
cfi=(112) ./signal/./signal/sigaction.c
cfn=(962) sigaction
calls=14 27 
0 1120
0 14
0 281

fn=(1064)
0 288
cfn=(1066) 0x000000000004e5c0
calls=48 0 
0 21029
0 240
cob=(2)
cfi=(75)
cfn=(748)
calls=48 65 
0 624
0 48
0 96
cfn=(772)
calls=48 0 
0 8945
0 144
cob=(2)
cfi=(88)
cfn=(804)
calls=48 62 
0 1321
0 48
0 192
cfn=(1086)
calls=48 0 
0 17300
0 288

fn=(1470) change_flag
0 82
cfn=(892)
calls=1 0 
0 66
0 3

fn=(1486)
0 10

fn=(1524)
0 6
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 5224
0 1
0 6
cfn=(1734)
calls=1 0 
0 245
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1158
0 1
0 3
cfn=(1734)
calls=1 0 
0 275
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 2
cfn=(1734)
calls=1 0 
0 290
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 2
cfn=(1734)
calls=1 0 
0 275
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 2
cfn=(1734)
calls=1 0 
0 230
0 3
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 1112
0 1
0 1
cfn=(1756)
calls=1 0 
0 17182
0 1
cob=(2)
cfi=(93)
cfn=(826)
calls=1 30 
0 5
0 1
0 4
cfn=(828)
calls=1 0 
0 33
0 4
cob=(2)
cfi=(96)
cfn=(844)
calls=1 34 
0 15
0 1
0 2
cfn=(1792)
calls=1 0 
0 8
0 4
cfn=(1528)
calls=1 0 
0 17765
0 5

fn=(1550)
0 45
cob=(2)
cfi=(81)
cfn=(776)
calls=3 3281 
0 513
0 3
0 6

fn=(1734)
0 70
cfn=(1520)
calls=10 0 
0 2480
0 90

fn=(1820)
0 3
cfn=(772)
calls=1 0 
0 174
0 5

fn=(1856)
0 18

fn=(1902)
0 32
cfn=(1904) zread
calls=1 0 
0 57
0 12

fn=(1910) read_builtin_timeout
0 6

fn=(1942)
0 22

fn=(674)
0 11
cob=(2)
cfi=(60) ./csu/../csu/libc-start.c
cfn=(676) __libc_start_main@@GLIBC_2.34
calls=1 242 
0 289273

fn=(968) get_original_tty_job_signals
0 9
cfn=(970)
calls=1 0 
0 302
0 2
cfn=(970)
calls=1 0 
0 302
0 2
cfn=(970)
calls=1 0 
0 302
0 3

fn=(1058)
0 15242

fn=(1066)
0 288
cfn=(772)
calls=48 0 
0 8935
0 144
cob=(2)
cfi=(75)
cfn=(748)
calls=48 65 
0 624
0 48
0 96
cfn=(772)
calls=48 0 
0 8853
0 144
cob=(2)
cfi=(88)
cfn=(804)
calls=48 62 
0 1321
0 48
0 528

fn=(1450)
0 7
cob=(2)
cfi=(39)
cfn=(876)
calls=1 34 
0 7
0 1
0 1
cob=(2)
cfi=(97)
cfn=(1144)
calls=1 91 
0 3
0 1
0 1
cob=(2)
cfi=(97)
cfn=(1158)
calls=1 91 
0 3
0 1
0 5

fn=(1458)
0 5
cob=(2)
cfi=(97)
cfn=(1462) getpgrp
calls=1 91 
0 3
0 1
0 9
cob=(2)
cfi=(67)
cfn=(722)
calls=1 35 
0 6
0 1
0 3
cob=(2)
cfi=(183)
cfn=(1466)
calls=1 26 
0 42
0 1
0 8
cob=(2)
cfi=(67)
cfn=(722)
calls=1 35 
0 6
0 1
0 6
cfn=(952)
calls=1 0 
0 128
0 6
cfn=(1470)
calls=1 0 
0 151
0 5
cfn=(1472)
calls=1 0 
0 108
0 5

fn=(1494)
0 17
cfn=(1496) set_shellopts
calls=1 0 
0 4652
0 2
cfn=(1102)
calls=1 0 
0 238
0 2

fn=(1496)
0 43
cfn=(1500)
calls=2 0 
0 16
0 10
cob=(2)
cfi=(75)
cfn=(748)
calls=3 65 
0 39
0 3
0 268
cfn=(1498)
calls=19 0 
0 1574
0 153
cfn=(772)
calls=1 0 
0 189
0 194
cob=(2)
cfi=(88)
cfn=(804)
calls=3 62 
0 93
0 3
0 6
cob=(2)
cfi=(75)
cfn=(748)
calls=3 65 
0 39
0 3
0 32
cfn=(1102)
calls=1 0 
0 238
0 6
cfn=(1052)
calls=1 0 
0 1636
0 18
cob=(2)
cfi=(81)
cfn=(768)
calls=1 3350 
0 88
0 1

fn=(1562)
0 8597
cfn=(1580)
calls=48 0 
0 312
0 420
cob=(2)
cfi=(73)
cfn=(742)
calls=1 249 
0 20
0 1
0 5336

fn=(1792)
0 24

fn=(1800)
0 3
cfn=(1520)
calls=1 0 
0 230
0 4
cfn=(1520)
calls=1 0 
0 260
0 4
cfn=(1520)
calls=1 0 
0 275
0 4
cfn=(1520)
calls=1 0 
0 260
0 4
cfn=(1520)
calls=1 0 
0 215
0 4
cfn=(1520)
calls=1 0 
0 260
0 5
cfn=(1520)
calls=1 0 
0 305
0 30

fn=(1802)
0 30
cfn=(1058)
calls=2 0 
0 196
0 18
cfn=(1804) makunbound
calls=2 0 
0 234

fn=(1830)
0 6
cfn=(1832) fd_to_buffered_stream
calls=1 0 
0 555
0 11
cfn=(1844) init_yy_io
calls=1 0 
0 262

fn=(1844)
0 17
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 189
0 3
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 25
0 1
0 11

fn=(1978)
0 5

fn=(2082)
0 5

fn=(878)
0 7

fn=(950)
0 295
cfn=(952)
calls=1 0 
0 128
0 4
cfn=(952)
calls=1 0 
0 128
0 8
cfn=(952)
calls=1 0 
0 139
0 4
cfn=(952)
calls=1 0 
0 139
0 8
cfn=(952)
calls=1 0 
0 139
0 4
cfn=(952)
calls=1 0 
0 139
0 10
cfn=(968)
calls=1 0 
0 922

fn=(1012)
0 15
cfn=(772)
calls=5 0 
0 945

fn=(1052)
0 480
cfn=(1064)
calls=30 0 
0 31264
0 150
cfn=(1092)
calls=30 0 
0 5200
0 600
cfn=(1058)
calls=30 0 
0 4836
0 1264

fn=(1100)
0 5
cfn=(1102)
calls=1 0 
0 163
0 4
cfn=(1124) get_working_directory
calls=1 0 
0 722
0 7
cfn=(1052)
calls=1 0 
0 1430
0 4
cob=(2)
cfi=(81)
cfn=(768)
calls=1 3350 
0 88
0 1
0 3
cfn=(1102)
calls=1 0 
0 193
0 6
cfn=(1052)
calls=1 0 
0 1148
0 8
cfn=(1102)
calls=1 0 
0 148
0 2

fn=(1124)
0 11
cob=(2)
cfi=(119) ./io/../sysdeps/unix/sysv/linux/getcwd.c
cfn=(1128) getcwd
calls=1 49 
0 464
0 1
0 6
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 189
0 6
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 25
0 1
0 3

fn=(1160)
0 20
cfn=(1162)
calls=4 0 
0 266

fn=(1166)
0 5
cob=(2)
cfi=(120) ./pwd/../nss/getXXbyYY.c
cfn=(1172) getpwuid
calls=1 94 
0 23527
0 1
0 6
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 52
0 3
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 27
0 1
0 10
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 184
0 3
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 27
0 1
0 5
cob=(2)
cfi=(175) ./pwd/../nss/getXXent_r.c
cfn=(1410) endpwent
calls=1 139 
0 3
0 1
0 2
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 339
0 3
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 25
0 1
0 4

fn=(1444)
0 72
cfn=(1446) array_create_element
calls=6 0 
0 2673
0 120

fn=(1446)
0 42
cfn=(772)
calls=6 0 
0 1134
0 36
cob=(2)
cfi=(75)
cfn=(748)
calls=6 65 
0 78
0 6
0 12
cfn=(772)
calls=6 0 
0 1109
0 18
cob=(2)
cfi=(88)
cfn=(804)
calls=6 62 
0 178
0 6
0 54

fn=(1520)
0 40
cfn=(1102)
calls=20 0 
0 4745
0 100

fn=(1816)
0 2
cfn=(870)
calls=1 0 
0 38
0 13

fn=(1850)
0 7
cfn=(1852) set_current_prompt_level
calls=1 0 
0 8
0 15
cfn=(1854)
calls=1 0 
0 677
0 11

fn=(1852)
0 8

fn=(1908) check_read_timeout
0 4

fn=(730)
0 4
cob=(2)
cfi=(70)
cfn=(734)
calls=1 218 
0 4805
0 1
0 6
cob=(2)
cfi=(75)
cfn=(748)
calls=1 65 
0 13
0 1
0 2
cfn=(772)
calls=1 0 
0 2386
0 3
cob=(2)
cfi=(88)
cfn=(804)
calls=1 62 
0 32
0 1
0 5
cob=(2)
cfi=(89) ./intl/./intl/bindtextdom.c
cfn=(808) bindtextdomain
calls=1 319 
0 412
0 1
0 2
cob=(2)
cfi=(91) ./intl/./intl/textdomain.c
cfn=(820) textdomain
calls=1 65 
0 381
0 1
0 1
cob=(2)
cfi=(93)
cfn=(826)
calls=1 30 
0 5
0 1
0 2
cfn=(828)
calls=1 0 
0 33
0 4
cob=(2)
cfi=(96)
cfn=(844)
calls=1 34 
0 15
0 1
0 3

fn=(884)
0 7
cfn=(888) bash_history_reinit
calls=1 0 
0 12
0 13
cfn=(892)
calls=1 0 
0 20

fn=(888)
0 12

fn=(1022)
0 7
cfn=(1028)
calls=1 0 
0 4501
0 5
cfn=(772)
calls=1 0 
0 189
0 10
cfn=(1028)
calls=1 0 
0 8597
0 6
cfn=(1028)
calls=1 0 
0 4501
0 2

fn=(1452)
0 5
cfn=(1102)
calls=1 0 
0 268
0 7
cfn=(1454)
calls=1 0 
0 12

fn=(1490)
0 161

fn=(1548)
0 3
cfn=(1550)
calls=1 0 
0 189

fn=(1622)
0 25

fn=(1772)
0 20982
cob=(2)
cfi=(76)
cfn=(752)
calls=759 55 
0 15180
0 759

fn=(1804)
0 34
cfn=(1806) hash_remove
calls=2 0 
0 178
0 22

fn=(1806)
0 178

fn=(1832)
0 11
cob=(2)
cfi=(146) ./io/../sysdeps/unix/sysv/linux/fstat64.c
cfn=(1260) fstat
calls=1 29 
0 13
0 1
0 7
cob=(2)
cfi=(164) ./io/../sysdeps/unix/sysv/linux/lseek64.c
cfn=(1346) lseek
calls=1 36 
0 5
0 1
0 11
cfn=(772)
calls=1 0 
0 184
0 3
cfn=(772)
calls=1 0 
0 55
0 29
cfn=(1838) 0x000000000007e490
calls=1 0 
0 234
0 1

fn=(1838)
0 8
cfn=(1550)
calls=1 0 
0 189
0 11
cob=(2)
cfi=(117)
cfn=(1032)
calls=1 167 
0 25
0 1

fn=(1848)
0 4

fn=(1904)
0 9
cfn=(1906) check_signals
calls=1 0 
0 14
0 3
cfn=(1910)
calls=1 0 
0 6
0 7
cob=(2)
cfi=(189) ./io/../sysdeps/unix/sysv/linux/read.c
cfn=(1914) read
calls=1 26 
0 7
0 1
0 10

fn=(1906)
0 2
cfn=(1908)
calls=1 0 
0 4
0 8

ob=(2)
fl=(73)
fn=(1292) __strncmp_avx2
230 58
+5 58
+14 58
+25 58
+1 58
+1 58
+2 58
+1 58
+4 58
+4 58
+2 58
+2 58
+3 58
+2 58
+1 58
+11 37
+10 37
+1 37
+3 37
+4 74
+5 58
+1 58
+1 58
+4 21
+1 42
957 23
+1 23
+1 23
+1 23
+2 23
+3 23
+1 23
+4 14
+1 14
1076 9
+1 9

fn=(742)
249 236
+25 236
+1 236
+1 236
+2 236
+1 236
+4 220
+4 220
+2 220
+2 220
+3 220
+9 220
+1 440
+4 220
+10 220
+1 220
+3 220
+4 440
953 43
+1 43
+3 43
+1 43
+1 43
+1 43
+2 43
+3 43
+1 43
+4 22
+1 22
+9 1
+4 1
+1 1
+8 3
+1 3
+1 3
+1 3
+1 3
+1 3
+2 3
+35 16
+1 16
+11 16
+1 16
+3 16
+1 16
+1 16
+3 32
+20 21
+1 21
+3 15
+1 15
+1 15
+1 15
+6 15
+2 15
+3 15
+1 15
+5 13
+1 13
+2 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+45 10
+1 10
+2 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+66 7
+1 7
+2 7
+1 7
+1 7
+1 7
+1 7
+1 7
+1 7
+1 7
+6 2
+2 2
+4 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2

fl=(173) ./stdlib/../stdlib/strtol_l.c
fn=(1372) ____strtoul_l_internal
225 4
+54 2
-54 8
+19 2
-19 6
+14 2
-14 2
+26 4
+31 8
+9 4
-3 2
+3 6
+2 4
+5 4
+5 2
-6 2
+7 6
+3 6
+17 4
+3 8
-82 2
372 6
+1 6
+60 10
+26 2
+1 2
-84 2
-1 2
+96 4
-5 2
+5 2
+1 6
-41 4
+2 8
+2 12
+7 4
+17 4
+4 6
+3 4
+11 4
+5 6
+1 2
+12 4
+11 10
+18 18
309 4

fl=(7)
fn=(424)
48 6
+1 3
-1 6
-1 6
+2 6
+3 6
+4 9
+3 9
+20 3

fl=(99) ./nptl/./nptl/pthread_sigmask.c
fn=(868) pthread_sigmask@@GLIBC_2.32
25 20
+5 10
+2 2
fi=(198) ./nptl/../sysdeps/unix/sysv/linux/sigsetops.h
+64 2
fe=(99)
-64 4
+8 22
+5 25
+1 25

fl=(179) ./stdio-common/./stdio-common/vfprintf-internal.c
fn=(1422) __vfprintf_internal
684 11
+30 5
+8 3
+4 5
+11 2
+11 1
fi=(199) ./stdio-common/./stdio-common/printf-parse.h
82 2
fe=(179)
748 3
fi=(199)
82 1
cfi=(76)
cfn=(1426) __strchrnul_avx2
calls=1 -27 
* 18
* 1
fe=(179)
763 2
fi=(199)
82 1
fe=(179)
759 1
+4 2
+4 2
fi=(181) ./stdio-common/../libio/libioP.h
940 1
fe=(179)
239 1
767 1
fi=(181)
940 4
+2 2
+1 2
fe=(179)
239 4
cfi=(138) ./libio/./libio/genops.c
cfn=(1428) _IO_default_xsputn
calls=1 371 
* 19
* 2
127 9
767 2
+4 3
+4 7
-57 1
+57 1
-23 1
-8 2
+73 24
1111 2
+1 2
+3 12
817 12
-7 4
+7 4
-11 4
-1 4
-2 4
+14 4
-13 4
-2 4
-3 4
+18 8
-19 4
+9 4
-10 4
+20 4
-21 4
-1 4
+22 4
-6 8
-89 2
1092 4
fi=(199)
82 4
fe=(179)
1086 4
+6 4
fi=(199)
82 8
cfi=(76)
cfn=(1426)
calls=4 -27 
* 72
* 4
fi=(181)
942 4
+1 4
fe=(179)
1096 4
-4 4
fi=(199)
82 4
fe=(179)
239 4
1096 4
fi=(181)
942 8
+1 8
fe=(179)
239 16
cfi=(138)
cfn=(1428)
calls=4 371 
* 180
* 8
127 52
1096 8
+2 9
fi=(180) ./stdio-common/./stdio-common/vfprintf-process-arg.c
382 8
+10 4
+27 6
+10 4
-66 11
+5 2
-5 1
+5 2
144 4
+20 22
cfi=(123) ./stdio-common/./stdio-common/_itoa.c
cfn=(1178) _itoa_word
calls=2 +2 
* 66
+2 4
-2 2
+2 8
+18 4
-15 10
+9 4
+2 2
-2 6
+2 4
+2 6
+2 6
+4 10
+3 4
+13 4
+6 2
fe=(179)
-18 4
+47 2
fi=(181)
942 2
+1 2
-1 4
+1 4
fe=(179)
239 8
cfi=(138)
cfn=(1428)
calls=2 371 
* 109
* 4
127 26
fi=(180)
+86 4
48 2
+1 2
-1 4
+2 4
+8 4
-1 2
+1 2
-23 4
174 18
-80 4
363 4
fe=(179)
192 4
fi=(180)
+2 4
fe=(179)
+45 2
fi=(181)
942 2
+1 2
-1 4
+1 4
fe=(179)
239 8
cfi=(138)
cfn=(1428)
calls=2 371 
* 144
* 4
127 26
fi=(180)
397 4
cfi=(75)
cfn=(748)
calls=2 65 
* 26
* 2
* 4
52 4
+1 8
382 6
53 8
fe=(179)

fl=(8)
fn=(432)
41 8
-1 4
+2 6
+3 4
+4 6
+3 6
fi=(11) ./wcsmbs/../sysdeps/x86_64/multiarch/wcslen.c
-23 2
fe=(8)

fn=(426)
41 4
-1 2
+2 3
+3 2
+4 3
+3 3
fi=(9) ./wcsmbs/../sysdeps/x86_64/multiarch/wcsnlen.c
-22 1
fe=(8)

fl=(81)
fn=(786) tcache_init.part.0
3229 3
+9 8
+1 3
cfn=(788) _int_malloc
calls=1 1338 
* 346
* 1
+1 2
+8 4
+9 1
+1 2
-1 1
+1 86
+3 4

fn=(776)
3281 1585
+7 634
1338 632
+19 1512
3298 488
+2 1268
+3 632
+10 622
+28 1555
3235 4
cfn=(786)
calls=1 -6 
* 461
+68 2
+1 4
+1 924
3187 12
+1 12
+2 6
+1 6
-1 18
+1 6
+1 6
3341 30
-26 1244
cfn=(788)
calls=311 1338 
* 40740
+1 1555
fi=(82) ./malloc/./malloc/arena.c
162 622
315 1
cfn=(780) ptmalloc_init.part.0
calls=1 -2 
* 1732
fe=(81)
1338 2

fn=(790) sysmalloc
2542 9
+20 4
+11 2
+1 2
-11 1
+37 1
+11 1
-10 3
+1 1
+9 4
+6 3
+3 3
2935 2
+1 1
+5 2
+3 2
+5 2
-2 1
+2 1
-1 1
+1 1
-3 1
+3 1
+1 1
-1 3
+1 1
+2 1
+6 11
2681 2
+9 4
+13 3
+8 5
+8 2
+39 2
+2 3
+6 2
-45 4
cfi=(84) ./malloc/./malloc/morecore.c
cfn=(792) __glibc_morecore
calls=1 26 
* 53
+1 2
-1 1
+1 1
2022 1
2723 1
2022 4
2604 2
2769 4
+40 3
+22 2
+1 1
-1 1
+1 6
+2 2
+1 4
cfi=(84)
cfn=(792)
calls=1 26 
* 25
+12 3
-12 1
+12 1
2022 4
2891 4
-1 1
-1 1
+1 3
+1 1
+11 2
2759 2
2034 3

fn=(788)
1338 624
3766 2496
1357 312
3766 312
1357 865
3807 482
+27 482
+2 1278
+3 213
+2 426
+56 56
+62 105
+1 39
+20 312
-1 312
-1 312
+1 624
+1 1246
+4 311
+6 1244
-6 1
+6 99
-1 95
+1 95
+3 190
+1 95
+2 190
+1 285
+2 95
+1 380
+2 380
-10 95
+12 190
+1 190
+2 190
+11 380
+31 2
+1 2
+4 4
+29 2
+8 9
+1 3
+1 1
-1 1
+4 2
3807 142
+27 142
+66 299
+2 299
-2 299
+2 598
-68 213
1357 71
3839 142
+2 1039
4056 2
+1 2
-1 2
+1 4
-16 2
+21 4
+1 7
1999 3
4409 2808
4143 2
+9 1
-9 2
+9 1
-9 2
+1 1
+1 1
+1 1
+1 1
+6 2
3990 4
4168 2
+11 436
+2 24
+3 12
-3 12
+3 24
+68 218
+1 218
+1 218
-1 218
+1 218
+1 436
+1 654
+5 438
+16 6
+2 12
-4 16
+8 2
+3 4
+2 1
+1 1
+1 1
-2 4
-27 1
-99 3
3175 1
+2 1
+2 1
-4 1
+2 4
+1 1
+1 1
3990 2
+29 188
+2 93
-1 186
+29 1
+1 1
+4 2
3899 45
4140 443
4268 2464
-3 2499
4365 217
+1 434
+2 434
+3 652
+17 3
4270 8
+1 4
+24 2
+3 2
+2 1
+3 1
-3 2
+3 1
cfn=(1394) unlink_chunk.constprop.0
calls=1 1620 
* 32
+3 3
+15 2
-5 1
+5 2
+1 2
+3 1
+1 1
+1 1
+3 2
+1 1
+1 2
+2 2
+3 8
+2 3
+1 1
1999 1
4343 1
1999 2
3187 2
+1 2
+3 1
-1 4
+1 1
+1 2
4170 1
4405 1236
cfn=(800) alloc_perturb
calls=309 1999 
* 1236
* 618
-2 3
cfn=(790)
calls=1 2542 
* 232
* 1
+1 2
-28 216
-2 216
+2 216
-1 216
+1 216
-3 216
+8 216
-5 216
+2 216
-2 864
+2 216
+4 216
4025 92
-1 92
+3 92
-1 92
+1 184
+1 276
+1 184
+2 140
+4 560
+2 210
+4 70
-3 70
+4 70
-7 176
+2 66
+4 22
-3 22
+4 22

fn=(946) systrim.constprop.0
2980 1
-9 5
+11 1
+1 2
+5 1
+1 1
-1 2
+4 5
+2 2
-10 1
+50 4

fn=(1132) realloc
3394 9
+6 2
+4 2
+7 2
+11 1
-2 1
+5 1
-3 2
+2 2
+4 3
fi=(82)
162 3
fe=(81)
3436 4
+1 2
1338 2
+19 6
3447 2
+31 2
+2 6
cfn=(1136) _int_realloc
calls=1 4814 
* 163
* 1
+1 5
fi=(82)
162 4
fe=(81)
3481 2
+29 9

fn=(1136)
4814 7
+11 4
+1 4
+6 2
+2 2
+1 4
+2 4
+3 2
+14 1
+53 2
-53 2
+57 1
-57 1
+57 2
-2 2
+19 1
+1 9
-9 1
-4 1
+3 1
+5 1
-4 1
-1 1
+1 1
+4 1
-1 1
+1 1
cfn=(944) _int_free
calls=1 4417 
* 102
* 1

fn=(800)
1999 927
+2 309

fn=(768)
3350 62
-4 13
+14 13
-14 26
+12 13
+4 13
-4 13
+4 26
+17 39
fi=(82)
162 39
fe=(81)
3385 26
cfn=(944)
calls=13 4417 
* 984
+3 13
+1 70

fn=(944)
4417 112
+10 14
-10 42
+10 28
+6 70
+1 28
+4 70
+8 70
-1 28
+1 28
+9 10
+9 10
-15 10
+6 20
+20 40
+14 8
4698 154
4565 8
+6 12
+7 4
-4 4
+4 8
+3 8
+5 12
+3 8
+1 8
+1 8
2006 12
4597 8
+9 8
+5 4
+4 2
+9 2
-1 2
+1 6
+1 4
+12 2
-10 2
+11 2
-1 2
-8 4
+2 4
+3 2
+1 2
+2 2
+1 2
+30 8
+1 6
+3 6
3177 10
+2 10
-4 10
+2 30
+1 10
+1 10
4478 10
4688 12
-39 2
+1 6
+1 4
-68 12
-2 8
+93 10
+2 2
cfn=(946)
calls=1 2980 
* 25
* 1

fn=(1394)
1620 1
+2 5
+3 1
+1 2
+2 4
-3 1
+6 1
+1 1
+1 5
+2 2
+1 3
+3 2
+14 1
+1 1
+3 2

fl=(120)
fn=(1172)
94 1
+22 1
-22 9
+22 2
+2 3
+17 9
cfi=(121) ./pwd/../nss/getXXbyYY_r.c
cfn=(1174) getpwuid_r@@GLIBC_2.2.5
calls=1 +55 
* 23315
* 2
+21 2
+7 4
+11 1
+1 10
-55 1
+1 2
cob=(3)
cfi=(49)
cfn=(812)
calls=1 0 
* 161
* 2
+14 2

fl=(137) ./libio/./libio/iofopen.c
fn=(1224) __fopen_internal
57 12
+8 2
-8 4
+8 2
cob=(3)
cfi=(49)
cfn=(812)
calls=2 -65 
* 214
+2 6
+3 2
+2 4
-2 2
+2 10
cfi=(138)
cfn=(1226) _IO_no_init
calls=2 563 
* 106
+1 2
+1 2
-1 2
+1 2
cfi=(139) ./libio/./libio/fileops.c
cfn=(1230) _IO_new_file_init_internal
calls=2 +37 
* 226
+1 10
cfi=(139)
cfn=(1238) _IO_file_fopen@@GLIBC_2.2.5
calls=2 213 
* 454
* 4
-38 4
+44 14

fn=(1222) fopen@@GLIBC_2.2.5
86 4
cfn=(1224)
calls=2 -29 
* 1084

fl=(192)
fn=(2038) __run_exit_handlers
40 10
+5 2
+3 5
+11 1
+2 2
+40 2
-32 6
+2 1
+1 1
-1 1
+3 7
+47 3
-56 1
+69 4
+2 2
+1 6
cfi=(138)
cfn=(2128) _IO_cleanup
calls=1 869 
* 243
* 3
+2 2
cfi=(197) ./posix/../sysdeps/unix/sysv/linux/_exit.c
cfn=(2134) _Exit
calls=1 27 
* 4
-30 1
+1 1
-2 1
+4 1
+3 1
-3 2
+3 3
+1 3
cob=(1)
cfi=(1)
cfn=(2042)
calls=1 0 
* 4224
+1 4
+10 2
+1 2
-82 1
cfi=(193) ./stdlib/./stdlib/cxa_thread_atexit_impl.c
cfn=(2040) __call_tls_dtors
calls=1 149 
* 11
* 1

fn=(2036)
145 1
+1 4
cfn=(2038)
calls=1 40 
* 4564

fl=(195)
fn=(2056)
368 4
cfn=(2058) __pthread_mutex_unlock_usercnt
calls=2 51 
* 66

fn=(2058)
51 6
+1 4
-4 2
+9 4
+5 2
+1 4
+2 2
-26 2
+1 8
+1 2
+31 2
+32 4
-30 4
+6 8
+4 6
+3 6

fl=(122) ./nscd/./nscd/nscd_getpw_r.c
fn=(1176) __nscd_getpwuid_r
56 1
+3 1
-3 3
+3 1
-3 2
+3 1
-3 6
+3 1
-1 1
+1 1
cfi=(123)
cfn=(1178)
calls=1 166 
* 26
+2 5
-2 1
+2 4
cfn=(1180) nscd_getpw_r
calls=1 +24 
* 359
* 2
+2 9

fn=(1180)
85 3
+7 1
-7 2
+7 1
-7 4
+2 1
-2 3
+7 2
-7 6
+7 1
cfi=(124) ./nscd/./nscd/nscd_helper.c
cfn=(1182) __nscd_get_map_ref
calls=1 402 
* 196
* 1
+8 3
+22 6
cfi=(124)
cfn=(1198) __nscd_open_socket
calls=1 536 
* 107
* 2
+2 3
fi=(129) ./nscd/./nscd/nscd-client.h
414 2
fe=(122)
238 12
126 1
-30 1
+31 1

fl=(20)
fn=(456)
44 12
-1 6
+24 6
-22 9
+3 6
+4 9
+3 12

fl=(101)
fn=(902)
35 16
+3 2
-3 2
+3 28
+1 4
+56 14
fi=(102) ./libio/./libio/libioP.h
883 4
+1 18
fe=(101)
72 2
+1 4
+1 4
-7 4

fl=(77) ./locale/./locale/findlocale.c
fn=(754) _nl_find_locale
103 598
+3 46
-3 138
+3 46
+8 92
+17 138
cfi=(73)
cfn=(742)
calls=46 249 
* 920
* 46
* 92
324 506
118 92
cfi=(74) ./stdlib/./stdlib/getenv.c
cfn=(744) getenv
calls=46 -84 
* 3444
* 46
-53 92
+72 46
-1 46
+1 92
fi=(78) ./locale/./locale/localeinfo.h
+85 230
fe=(77)
120 46
cfi=(74)
cfn=(744)
calls=46 -86 
* 3444
* 46
-55 92
+57 92
cfi=(74)
cfn=(744)
calls=46 -88 
* 3444
* 46
-57 92
+59 184

fl=(144) ./libio/./libio/iogetdelim.c
fn=(1248) getdelim
41 189
+5 84
+6 126
+1 42
+6 102
+2 1
+1 1
-1 1
+1 1
cob=(3)
cfi=(49)
cfn=(812)
calls=1 -62 
* 176
* 1
+1 2
+7 63
+1 42
-30 40
+55 20
-1 20
+7 20
-7 20
+1 60
+15 80
cfi=(90)
cfn=(816)
calls=20 264 
* 260
* 20
+1 20
+2 40
-29 100
cfi=(148) ./string/../sysdeps/x86_64/multiarch/memchr-avx2.S
cfn=(1272) __memchr_avx2
calls=20 -17 
* 409
* 20
+2 20
-2 20
+2 80
+1 80
fi=(102)
883 42
fe=(144)
124 189
-6 40
fi=(102)
883 40
fe=(144)
73 4
cfi=(138)
cfn=(1250) __underflow
calls=2 269 
* 537
* 4
+5 4
fi=(102)
883 1
fe=(144)
55 2

fl=(94)
fn=(832)
31 9
cfi=(95) ./locale/./locale/nl_langinfo_l.c
cfn=(834) nl_langinfo_l
calls=3 +1 
* 48

fl=(197)
fn=(2134)
27 1
+3 1
+1 2

fl=(56)
fn=(658)
54 5
+1 5
+2 5
+1 5
+4 5
+1 5
+1 5
+3 5
+2 5
+1 5
+1 5
+1 5
+3 5
+1 5
+2 5
+1 5
+1 5
+1 5
+1 5
+9 10

fl=(80) ./nptl/./nptl/pthread_rwlock_unlock.c
fn=(762) pthread_rwlock_unlock@@GLIBC_2.34
30 60
+8 15
+1 15
-1 30
+6 75
fi=(71) ./nptl/./nptl/pthread_rwlock_common.c
221 30
535 15
-4 15
221 30
535 15
221 15
535 15
+3 15
-2 30
+2 30
+21 15
+2 120
+8 30
+13 30
fe=(80)

fl=(184) ./misc/../sysdeps/unix/sysv/linux/ioctl.c
fn=(1468) ioctl
26 10
+2 10
+7 4
+1 6
+7 12
-5 6
+1 4

fl=(15)
fn=(442)
43 6
+1 3
-1 6
-1 6
+2 6
+3 6
+4 9
+3 9
+11 3

fl=(39)
fn=(876)
34 6
+2 12
+1 3

fl=(108) ./misc/../sysdeps/unix/syscall-template.S
fn=(928) sysinfo
120 4
+2 1

fl=(164)
fn=(1346)
36 8
+2 2

fl=(121)
fn=(1174)
190 12
+56 5
+18 8
cfi=(130) ./nss/./nss/XXX-lookup.c
cfn=(1202) __nss_passwd_lookup2
calls=1 52 
* 20311
* 1
+3 3
-73 1
+79 1
-81 1
+81 6
+15 2
+33 1
fi=(200) ./pwd/../nss/nss_action.h
56 1
fe=(121)
321 1
fi=(200)
63 3
+1 1
fe=(121)
321 2
+22 7
cfi=(157) ./nss/./nss/nsswitch.c
cfn=(1376) __nss_next2
calls=1 93 
* 30
-76 2
+6 2
cfi=(159) ./elf/./elf/dl-profstub.c
cfn=(1328) _dl_mcount_wrapper_check
calls=1 37 
* 5
* 6
cfi=(160) ./nss/nss_files/files-pwd.c
cfn=(1330) _nss_files_getpwuid_r
calls=1 40 
* 2436
* 1
+8 2
-31 2
+2 6
cfi=(122)
cfn=(1176)
calls=1 56 
* 424
* 1
+2 2
389 12
-49 4
+6 1
cob=(3)
cfi=(49)
cfn=(766)
calls=1 0 
* 4
+6 4
249 1
352 1
+35 1
+1 1

fl=(54)
fn=(652)
46 3
+5 2
+4 5
+8 1
-2 1
+10 1
-9 1
+1 1
+9 2
-1 1
cfi=(55) ./misc/./misc/init-misc.c
cfn=(654) __init_misc
calls=1 -40 
* 46

fl=(36)
fn=(518)
38 5
-1 2
+2 3
+6 2
-3 2
+9 3
+3 4
fi=(201) ./string/../sysdeps/x86_64/multiarch/rawmemchr.c
-23 1
fe=(36)

fn=(508)
38 10
-1 4
+2 6
+6 4
-3 4
+9 6
+3 8
fi=(202) ./string/../sysdeps/x86_64/multiarch/memchr.c
-25 2
fe=(36)

fl=(79) ./locale/./locale/lc-ctype.c
fn=(760) _nl_postload_ctype
38 5
+27 10
-8 10
+2 5
+2 5
-5 5
+3 5
+2 5
-3 5
+2 5
+5 10
+40 20
+1 5
-1 5
+2 5
-2 5
+1 15
+1 15
+1 15
+1 15
+1 15
+2 5
-45 10
+2 10
+2 15

fl=(125) ./socket/../sysdeps/unix/syscall-template.S
fn=(1188) socket
120 8
+2 2

fl=(82)
fn=(780)
313 1
fi=(81)
3156 3
fe=(82)
313 5
+5 1
fi=(81)
3156 2
cfi=(83) ./stdlib/../sysdeps/unix/sysv/linux/getrandom.c
cfn=(782) getrandom
calls=1 29 
* 7
* 2
fe=(82)
343 2
+4 3
fi=(81)
1960 4
+3 1
-3 1
+3 2
-3 2
+3 126
-3 126
+3 252
-3 252
fe=(82)
352 3
fi=(81)
1971 1
+1 1
+2 1
fe=(82)
352 1
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 69
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 69
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+2 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+3 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 73
* 1
+1 2
+63 7

fl=(186) ./posix/../sysdeps/unix/get_child_max.c
fn=(1482) __get_child_max
26 1
+3 1
-3 3
+3 2
cfi=(46) ./resource/../sysdeps/unix/sysv/linux/getrlimit64.c
cfn=(620) getrlimit
calls=1 +9 
* 9
* 2
+1 1
+5 5

fl=(188) ./io/../sysdeps/unix/sysv/linux/fcntl_nocancel.c
fn=(1828) __fcntl64_nocancel_adjusted
51 4
+1 2
+11 4
+1 5

fl=(193)
fn=(2040)
149 3
+1 4
+18 4

fl=(109) ./misc/../sysdeps/unix/sysv/linux/getpagesize.c
fn=(930) getpagesize
28 12
+2 3

fl=(124)
fn=(1184) __nscd_get_mapping
259 10
+3 1
-3 5
+3 1
cfi=(75)
cfn=(748)
calls=1 65 
* 13
* 1
+1 1
+6 2
-7 3
+1 1
+6 2
-6 1
+3 4
+3 1
cfn=(1186) open_socket
calls=1 168 
* 79
+1 2
387 2
+3 1
+1 1
+2 2
+4 12

fn=(1182)
402 7
+1 3
+1 9
fi=(129)
-31 4
fe=(124)
+37 1
+2 2
+3 2
+17 1
+2 1
+1 12
-15 1
-1 3
cfn=(1184)
calls=1 259 
* 145
* 1
+3 2
fi=(129)
-49 2
fe=(124)

fn=(1186)
168 8
+3 2
-3 4
+3 2
-3 10
+3 2
-3 6
+3 2
cfi=(125)
cfn=(1188)
calls=2 -51 
* 10
+1 6
+8 2
+3 2
+1 2
-4 2
+3 2
+2 4
-5 2
+4 4
-9 2
+9 2
-4 4
+4 2
+1 2
cfi=(126) ./socket/../sysdeps/unix/sysv/linux/connect.c
cfn=(1190) connect
calls=2 26 
* 22
* 4
+1 6
+56 24
fi=(127) ./nscd/../sysdeps/unix/sysv/linux/not-cancel.h
60 4
cfi=(128) ./io/../sysdeps/unix/sysv/linux/close_nocancel.c
cfn=(1194) __close_nocancel
calls=2 -34 
* 10
fe=(124)
173 4

fn=(1198)
536 5
+4 3
+3 2
+2 4
-2 1
+2 1
cfn=(1186)
calls=1 168 
* 79
* 1
+1 2
+14 1
-19 1
+22 7

fl=(177) ./libio/./libio/vsnprintf.c
fn=(1418) __vsnprintf_internal
95 13
+4 1
+5 2
+9 4
-3 7
cfi=(138)
cfn=(1226)
calls=1 563 
* 44
+3 3
-2 1
+2 1
-2 1
+1 1
+1 1
cfi=(178) ./libio/./libio/strops.c
cfn=(1420) _IO_str_init_static_internal
calls=1 -77 
* 64
+1 5
cfi=(179)
cfn=(1422)
calls=1 684 
* 1364
+2 2
+1 2
+2 11

fl=(88)
fn=(804)
62 160
+2 160
+5 160
+2 160
+1 160
+1 160
+2 79
+1 79
+2 79
+1 79
+1 79
+14 79
+1 79
+2 21
+1 21
+7 21
+1 21
+2 4
+1 8
+5 4
+6 4
+1 4
+1 4
+1 4
+1 4
+1 4
+1 4
+5 4
+4 4
+3 1
+1 1
+1 1
+1 1
+1 1
+5 1
+4 1
+3 1
+1 1
+1 1
+1 1
+1 1
+5 1
+4 1
+3 1
+1 1
+1 1
+1 1
+1 1
+5 1
+4 1
307 81
+1 81
+1 81
+1 81
+10 81
+1 81
+2 3
+1 3
+1 3
+10 3
+1 3
+13 4
+3 4
+2 4
+2 4
+1 4
-5 58
+2 58
+2 58
+1 58
-3 81
+2 81
+1 81
-1 17
+1 17
+1 158
+1 158
+1 144
+1 144
+1 70
+1 70
+1 25
+1 25
+1 16
+1 16
+1 12
+15 3
+1 3
+4 3
+4 17
+1 17
+1 17
+1 17
+1 17
552 12
+1 12
+9 24
+4 4
+1 4
+1 4
+9 8
+4 9
+1 9
+9 18
+4 45
+1 45
+1 45
+1 45
+10 90
+4 74
+1 74
+1 74
+1 74
+10 148
+4 14
+1 14
+1 14
+1 14
+10 28
+4 2
+1 2
+1 2
+1 2
+10 4

fl=(135) ./io/../sysdeps/unix/sysv/linux/stat64.c
fn=(1216) stat
28 2
+1 8
cfi=(136) ./io/../sysdeps/unix/sysv/linux/fstatat64.c
cfn=(1218) fstatat
calls=2 154 
* 14

fl=(89)
fn=(810) set_binding_values.part.0
75 3
+16 1
-16 6
+16 1
-16 1
+16 1
cfi=(71)
cfn=(736) pthread_rwlock_wrlock@@GLIBC_2.34
calls=1 603 
* 62
+4 5
310 2
+3 1
-1 1
+1 6
-1 1
cfi=(80)
cfn=(762)
calls=1 30 
* 40
189 5
+12 2
cfi=(75)
cfn=(748)
calls=1 65 
* 13
* 1
* 1
+2 1
-2 1
+2 1
cob=(3)
cfi=(49)
cfn=(812)
calls=1 0 
* 176
* 1
+2 2
+3 4
cfi=(90)
cfn=(816)
calls=1 +56 
* 14
* 1
+11 5
cfi=(73)
cfn=(742)
calls=1 +30 
* 20
* 1
-3 1
+3 1
-3 1
+3 2
+19 1
+1 2
+6 2
+28 1
-6 1
+6 3
+4 1
-1 1
+1 2

fn=(808)
319 1
82 1
319 1
82 4
322 3
cfn=(810)
calls=1 75 
* 399
-1 1
+1 2

fl=(62) ./csu/../sysdeps/nptl/libc_start_call_main.h
fn=(700) (below main)
29 2
+15 1
-15 5
+15 1
cfi=(63) ./setjmp/../sysdeps/x86_64/bsd-_setjmp.S
cfn=(702) _setjmp
calls=1 -14 
* 28
+2 2
+5 2
+1 2
+3 2
+3 6
cob=(6)
cfi=(59)
cfn=(708)
calls=1 -58 
* 289037

fl=(42)
fn=(542)
51 8
+7 8
+6 2

fl=(34)
fn=(500)
34 5
+1 2
+1 2
+1 3
+3 2
+4 3
+3 4
fi=(203) ./wcsmbs/../sysdeps/x86_64/multiarch/wmemcmp.c
-18 2
fe=(34)

fl=(165) ./nss/nss_files/files-XXX.c
fn=(1350) internal_getent
109 9
+3 5
+2 7
+10 5
cfi=(166) ./nss/./nss/nss_readline.c
cfn=(1352) __nss_readline
calls=1 -97 
* 445
+2 2
+7 2
+2 6
cfi=(171) ./pwd/./pwd/fgetpwent_r.c
cfn=(1368) _nss_files_parse_pwent
calls=1 31 
* 444
* 4
cfi=(174) ./nss/./nss/nss_parse_line_result.c
cfn=(1374) __nss_parse_line_result
calls=1 27 
* 9
+4 2
+21 11
-18 3
+1 2

fl=(171)
fn=(1368)
31 12
cfi=(76)
cfn=(752)
calls=1 +24 
* 20
* 1
* 156
cfi=(172) ./stdlib/../stdlib/strtol.c
cfn=(1370) __strtoul_internal
calls=1 +67 
* 114
* 15
cfi=(172)
cfn=(1370)
calls=1 +67 
* 114
* 12

fl=(67)
fn=(722)
35 30
+7 6

fl=(75)
fn=(1150)
59 1
+2 1
+2 1
+2 1
+1 1
+1 1
+3 1
+2 1
+1 1
+3 1
+1 1
+3 1
+1 1
+26 1
+1 1
+5 2

fn=(748)
65 495
+1 495
+1 495
+3 495
+2 495
+1 495
+3 495
+1 495
+8 495
+1 495
+1 486
+5 972
+26 3
+13 3
+1 3
+1 3
+6 6
+4 5
+13 5
+1 5
+1 5
+6 10
+57 9
+15 9
+6 9
+1 9
+1 9
+2 6
+1 6
+1 6
+1 6
+2 1
+1 1
+1 1
+1 1
+2 1
+1 1
+1 1
+1 1
+18 1
+1 2
+14 1
+1 1
+1 1
+1 1
+2 1
+1 1
+1 1
+2 1
+1 1
+1 1
+3 1
+1 1
+1 1
+1 1
+1 1
+71 1
+1 1
+1 1
+5 2

fl=(118)
fn=(1050)
41 12
+1 6

fl=(156) ./libio/./libio/iofclose.c
fn=(1298) fclose@@GLIBC_2.2.5
34 6
+14 2
-14 2
+14 4
+4 4
fi=(102)
883 4
+1 6
fe=(156)
57 2
fi=(102)
940 6
+2 4
+1 4
fe=(156)
57 6
cfi=(139)
cfn=(1312) _IO_file_finish@@GLIBC_2.2.5
calls=2 168 
* 54
+1 6
+13 4
fi=(102)
855 8
+1 8
+6 4
cob=(3)
cfi=(49)
cfn=(766)
calls=2 0 
* 178
fe=(156)
76 10
-23 4
cfi=(139)
cfn=(1304) _IO_file_close_it@@GLIBC_2.2.5
calls=2 +75 
* 468
fi=(102)
883 2
fe=(156)
53 2
fi=(102)
883 4
fe=(156)
49 2
cfi=(138)
cfn=(1300) _IO_un_link
calls=2 +5 
* 174
+2 6

fl=(158) ./nss/./nss/function.def
fn=(1324) __nss_files_functions
21 2
+14 1
-14 3
+19 1
-19 3
+35 1
-35 15
+15 1
-15 1
+15 1
+1 1
-16 2
+16 1
+1 1
-17 1
+17 1
+1 1
-18 1
+18 1
+2 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 1
-31 3
+31 1
-31 1
+32 2
+1 1
-33 2
+33 1
-33 1
+34 2
+2 1
-36 2
+36 1
-36 1
+37 2
+1 1
-38 2
+38 1
-38 1
+39 1
-39 1
+39 1
+1 2
+1 2
+2 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+2 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 1
-21 1
+9 1
+12 1
fi=(204) ./nss/./nss/nss_files_functions.c
-47 1
fe=(158)

fl=(117)
fn=(1032)
167 12
+5 6
+1 6
+1 6
+1 6
+1 6
+69 6
+1 6
+6 1
+1 1
+12 1
+3 1
+1 1
+12 1
+1 1
+13 1
+1 1
+2 1
+18 1
+1 1
+1 1
+1 1
+3 2
+11 5
+1 5
+1 5
+1 32773
+1 5
+1 10

fl=(174)
fn=(1374)
27 3
+2 5
+16 1

fl=(60)
fn=(676)
242 11
+69 3
+1 3
cfi=(61) ./stdlib/./stdlib/cxa_atexit.c
cfn=(678) __cxa_atexit
calls=1 70 
* 70
+25 6
+6 2
-3 2
+10 2
cob=(1)
cfi=(1)
cfn=(696)
calls=1 0 
* 27
* 1
+2 2
+8 4
cfi=(62)
cfn=(700)
calls=1 29 
* 289088
128 2
+6 3
+1 6
cob=(3)
cfi=(49)
cfn=(684)
calls=1 0 
* 6
+3 1
+1 2
+3 2
+1 2
-1 1
+2 7
+1 4
cob=(6)
cfi=(59)
cfn=(688)
calls=1 0 
* 12
-1 4

fl=(46)
fn=(620)
38 2
+1 14
+1 2

fl=(175)
fn=(1410)
139 2
+9 1

fl=(130)
fn=(1202)
52 6
+1 1
-1 2
+1 1
-1 1
+1 1
cfi=(131) ./nss/./nss/nss_database.c
cfn=(1204) __nss_database_get
calls=1 479 
* 19314
* 2
+3 2
+4 2
+3 1
-1 4
+1 4
-1 1
cfi=(157)
cfn=(1316) __nss_lookup
calls=1 +4 
* 969

fl=(140) ./nptl/./nptl/libc-cleanup.c
fn=(1236) __libc_cleanup_pop_restore
55 6
+2 12
+2 6
+1 18
+11 6

fn=(1234) __libc_cleanup_push_defer
25 6
+2 12
+2 12
+3 12
+14 18
+2 6
+1 6

fl=(74)
fn=(744)
34 1057
+4 1208
+3 151
+10 151
-10 151
+50 1359
-26 151
cfi=(75)
cfn=(748)
calls=151 * 
* 1963
* 151
+8 151
-6 151
-2 151
+7 151
+3 3026
+9 1362

fl=(103)
fn=(918) qsort_r
165 16
+6 2
+5 1
+57 1
+1 1
+1 1
+1 1
+2 2
+60 2
cob=(3)
cfi=(49)
cfn=(766)
calls=1 0 
* 155
+1 11
172 3
+2 2
+10 3
+29 6
+7 1
+1 1
-1 2
+1 1
cob=(3)
cfi=(49)
cfn=(812)
calls=1 0 
* 158
+1 1
-1 1
+1 1
+1 4
+19 3
+2 2
+2 2
-5 1
+2 2
+3 1
+2 2
+1 1
-3 77
+2 150
+1 75
-3 150
+7 1
-2 1
44 1
251 1
44 4
cfn=(932) msort_with_tmp.part.0
calls=1 -5 
* 17125
246 3
+13 456
+1 304
+4 20
cfi=(90)
cfn=(816)
calls=5 * 
* 55
* 5
* 81
+4 264
+1 66
+1 66
-2 132
+2 66
-2 66
+2 66
cfi=(90)
cfn=(816)
calls=66 -6 
* 726
* 66
-2 20
+1 5
+1 5
-2 10
+2 5
-2 5
+2 5
cfi=(90)
cfn=(816)
calls=5 -6 
* 55
* 5
+3 213
+2 142
+2 5
+1 15
cfi=(90)
cfn=(816)
calls=5 -14 
* 55
* 5
* 5
-92 2
cfi=(104)
cfn=(920)
calls=1 32 
* 127
+2 3
+9 5
+5 2
cfi=(104)
cfn=(920)
calls=1 32 
* 53
* 3

fn=(916)
307 2
cfn=(918)
calls=1 165 
* 21168

fn=(932)
39 5
+8 1
-8 1
+8 1
-8 1
+9 2
-9 1
+11 1
-11 1
+11 1
-11 2
+11 1
-6 4
cfn=(933) msort_with_tmp.part.0'2
calls=1 -5 
* 7137
* 7
cfn=(933)
calls=1 -5 
* 7289
+13 1
+2 1
-4 1
+1 1
+1 1
+1 2
+1 4
-10 1
+10 2
+62 2
+10 33
+2 33
-1 33
+1 33
+2 33
-14 66
+12 38
+2 38
-14 216
+2 355
cob=(6)
cfi=(59)
cfn=(934)
calls=71 0 
* 1377
* 142
+2 38
+2 38
-1 38
+1 38
+32 1
-2 2
+2 5
+1 7
-1 1
cfi=(90)
cfn=(816)
calls=1 264 
* 88
* 1

fn=(933)
39 370
+8 74
-8 74
+8 74
-8 74
+9 148
-9 74
+11 74
-11 74
+11 74
-11 148
+11 74
-6 208
cfn=(933)
calls=30 -5 
* 15596
* 358
cfn=(933)
calls=42 -5 
* 19076
+13 42
+2 42
-4 42
+1 42
+1 42
+1 84
+1 232
+99 120
cfi=(90)
cfn=(816)
calls=24 264 
* 282
* 24
* 24
49 74
+10 148
+62 148
+10 140
+2 140
-1 140
+1 140
+2 140
-14 280
+12 154
+2 154
-14 796
+2 1470
cob=(6)
cfi=(59)
cfn=(934)
calls=294 0 
* 3826
* 588
+2 154
+2 154
-1 154
+1 154
-72 32
+2 32
-2 32
+1 32
+1 32
+1 32
+1 32
-1 32
+1 64
159 74
-2 148
+2 370
+1 518
-1 74
cfi=(90)
cfn=(816)
calls=74 264 
* 1020
* 74

fl=(167) ./libio/./libio/ftello.c
fn=(1354) ftello
38 4
+3 3
+1 5
cfi=(163) ./libio/./libio/ioseekoff.c
cfn=(1336) _IO_seekoff_unlocked
calls=1 -8 
* 68
+1 1
fi=(168) ./libio/../libio/libioP.h
883 2
fe=(167)
43 2
fi=(168)
883 2
fe=(167)
49 2
+12 4

fl=(27)
fn=(474)
34 10
+1 4
+1 4
+1 6
+3 4
+4 6
+3 8
fi=(205) ./string/../sysdeps/x86_64/multiarch/memcmp.c
-18 4
fe=(27)

fl=(187)
fn=(1826)
38 5
+4 5
+6 4
+3 1
cfi=(188)
cfn=(1828)
calls=1 * 
* 15
+1 5

fl=(65) ./setjmp/./setjmp/sigjmp.c
fn=(706) __sigjmp_save
28 10
+2 10
-1 3
+5 9
-4 2
+1 2
-1 4
cfi=(98)
cfn=(866)
calls=2 -6 
* 52
* 6
+4 2
-5 2
+5 4

fl=(152) ./nss/./nss/nss_module.c
fn=(1284) __nss_module_allocate
71 26
+1 52
-1 156
+1 52
+3 128
+1 100
cfi=(73)
cfn=(1292)
calls=25 230 
* 651
* 25
* 132
cfi=(73)
cfn=(1292)
calls=33 230 
* 885
* 33
* 116
+1 42
-2 114
+13 12
cob=(3)
cfi=(49)
cfn=(812)
calls=6 -88 
* 990
* 6
+1 12
+2 6
+1 24
cfi=(90)
cfn=(816)
calls=6 264 
* 93
* 6
+1 6
+3 6
-2 6
+1 6
+5 104
+2 182

fn=(1322) module_load_builtin
121 1
+3 1
-3 1
+3 1
-3 1
+3 2
+1 3
+19 4
+2 4
-17 2
cfi=(158)
cfn=(1324)
calls=1 21 
* 138
* 1
+4 2
-1 1
+1 3
-1 2
+1 126
-1 63
+1 189
-1 126
+4 1
+2 1
+1 1

fn=(1318) __nss_module_get_function
332 9
+2 2
-27 5
+3 1
cfn=(1320) module_load
calls=1 175 
* 741
+26 2
+8 1
fi=(150) ./nss/../bits/stdlib-bsearch.h
28 1
-1 1
+5 2
-3 6
+2 5
fe=(152)
324 5
fi=(150)
31 5
+1 15
fe=(152)
324 5
cfi=(73)
cfn=(742)
calls=5 -75 
* 100
* 5
fi=(150)
34 10
+2 3
+1 2
-8 4
+2 4
fe=(152)
351 1
+5 3
-3 2
+3 5

fn=(1320)
175 1
+1 1
-1 3
+1 1
-1 5
+1 1
-1 3
+1 1
cfi=(73)
cfn=(742)
calls=1 +73 
* 31
* 1
* 2
298 11
153 2
+9 3
cfn=(1322)
calls=1 -41 
* 674
+15 1

fl=(70)
fn=(734)
218 143
+7 39
+5 26
+4 13
+2 13
-2 13
+2 13
-2 13
cfi=(71)
cfn=(736)
calls=13 603 
* 506
+2 39
cfi=(73)
cfn=(742)
calls=13 +13 
* 260
* 13
* 26
+16 26
-3 13
+1 13
+2 13
cfi=(74)
cfn=(744)
calls=13 34 
* 1002
+1 26
+12 35
+13 3
-1 6
+2 3
-2 9
+1 33
-1 66
+2 33
-2 99
+4 9
cfi=(76)
cfn=(752)
calls=3 55 
* 60
* 3
* 9
+53 117
+1 72
-1 3
+3 18
cfi=(77)
cfn=(754)
calls=3 103 
* 918
* 198
cfi=(77)
cfn=(754)
calls=33 103 
* 10098
* 36
+4 72
+14 72
+4 144
468 156
-70 6
cfi=(80)
cfn=(762)
calls=3 30 
* 120
+3 6
cob=(3)
cfi=(49)
cfn=(766)
calls=3 0 
* 12
+1 6
cob=(3)
cfi=(49)
cfn=(766)
calls=3 0 
* 12
+2 3
+5 10
+5 60
cfi=(77)
cfn=(754)
calls=10 103 
* 3180
* 10
+2 20
+8 20
+5 40
+8 40
cfn=(758) new_composite_name
calls=10 139 
* 5230
+1 20
-1 10
+1 10
211 10
-1 10
+1 30
+1 2
cfi=(79)
cfn=(760)
calls=2 38 
* 90
452 10
195 60
457 20
+4 20
cfi=(80)
cfn=(762)
calls=10 30 
* 400
+3 20
cob=(3)
cfi=(49)
cfn=(766)
calls=10 0 
* 40
+2 20
-91 6
+1 3
-1 3
cfn=(758)
calls=3 139 
* 1530
* 3
+1 18
+4 72
210 36
+1 36
-1 36
+1 108
+1 3
cfi=(79)
cfn=(760)
calls=3 38 
* 135
383 36
195 108
379 144
195 9
389 9
-10 9
-52 66
+7 66

fn=(758)
139 52
+5 13
-5 13
+2 13
-2 65
+8 13
-1 26
+4 26
-3 143
-1 286
+4 286
+1 460
+1 220
cfi=(75)
cfn=(748)
calls=110 -87 
* 1430
* 110
* 92
cfi=(75)
cfn=(748)
calls=46 -87 
* 598
* 46
* 156
+1 624
+1 936
-8 468
+12 26
+3 78
cfi=(73)
cfn=(742)
calls=13 +88 
* 260
* 13
* 26
+27 117
-38 108
+1 30
+12 26

fl=(176)
fn=(1416)
27 10
+1 2
+9 1
+1 1
-1 4
-4 2
+5 1
-5 1
+4 1
+1 2
cfi=(177)
cfn=(1418)
calls=1 +57 
* 1527
+4 5

fl=(86) ./misc/../sysdeps/unix/sysv/linux/brk_call.h
fn=(796) brk
24 4
fi=(87) ./misc/../sysdeps/unix/sysv/linux/brk.c
+13 4
+1 4
+6 2
+1 2
fe=(86)

fl=(119)
fn=(1128)
49 12
+6 2
+2 2
+6 1
cfi=(109)
cfn=(930)
calls=1 -35 
* 5
* 5
+5 3
cob=(3)
cfi=(49)
cfn=(812)
calls=1 -68 
* 156
+1 2
-1 1
+1 1
+11 5
+1 5
+50 12
-47 4
+4 6
-2 3
cfi=(81)
cfn=(1132)
calls=1 3394 
* 236
* 1
* 2

fl=(19)
fn=(454)
38 15
-1 6
+2 9
+6 6
-3 6
+9 9
+3 12
fi=(206) ./wcsmbs/../sysdeps/x86_64/multiarch/wmemchr.c
-23 3
fe=(19)

fl=(28)
fn=(476)
36 10
+1 6
+3 4
+8 6
+3 8
fi=(207) ./wcsmbs/../sysdeps/x86_64/multiarch/wmemset.c
-20 2
fe=(28)

fl=(136)
fn=(1218)
154 6
-55 12
+70 18
+1 6

fl=(166)
fn=(1352)
27 3
+16 1
-16 1
+15 1
-15 6
+3 2
+10 2
cfi=(167)
cfn=(1354)
calls=1 -2 
* 93
+3 3
-3 1
+2 1
+1 1
cfi=(169) ./libio/./libio/iofgets_u.c
cfn=(1358) fgets_unlocked
calls=1 -6 
* 304
* 2
+16 2
+9 7
+2 4
+3 2
+4 1
+2 8

fl=(18)
fn=(452)
35 5
+1 3
+3 2
+4 3
+3 4
fi=(208) ./string/../sysdeps/x86_64/multiarch/stpncpy.c
-15 1
fe=(18)

fn=(534)
35 5
+1 3
+3 2
+4 3
+3 4
fi=(209) ./string/../sysdeps/x86_64/multiarch/strncat.c
-17 1
fe=(18)

fn=(498)
35 15
+1 9
+3 6
+4 9
+3 12
fi=(210) ./string/../sysdeps/x86_64/multiarch/strncpy.c
-17 3
fe=(18)

fl=(194)
fn=(2048)
80 6
+4 4
-7 4
+11 4
+91 2
+5 2
-2 2
-58 2
+66 6
-93 4
+11 8
+4 2
+3 4
-71 2
+1 14
+1 2
+84 6
+1 4

fl=(100)
fn=(882)
24 4
+3 2
cfi=(69) ./termios/../sysdeps/unix/sysv/linux/tcgetattr.c
cfn=(728) tcgetattr
calls=1 +7 
* 22
* 2
+1 6

fl=(162) ./libio/./libio/fseeko.c
fn=(1334) fseeko
36 8
+3 3
+1 5
cfi=(163)
cfn=(1336)
calls=1 -6 
* 419
* 4
fi=(102)
883 2
fe=(162)
43 6

fl=(191)
fn=(2006)
27 5
fi=(113) ./signal/../sysdeps/unix/sysv/linux/internal-signals.h
+26 1
fe=(191)
-25 2
fi=(111) ./signal/../sysdeps/unix/sysv/linux/sigsetops.h
+74 2
+2 1
fe=(191)
-69 1
+1 1

fl=(92) ./string/./string/strdup.c
fn=(822) strdup
40 4
+1 1
cfi=(75)
cfn=(748)
calls=1 +24 
* 13
* 1
* 1
+1 2
cob=(3)
cfi=(49)
cfn=(812)
calls=1 -42 
* 171
+2 2
+4 1
-1 3
+1 2
-1 1
cfi=(90)
cfn=(816)
calls=1 264 
* 14
* 1

fl=(143) ./stdio-common/./stdio-common/getline.c
fn=(1246) getline
27 21
+1 42
cfi=(144)
cfn=(1248)
calls=21 +13 
* 3023

fl=(172)
fn=(1370)
98 6
cfi=(173)
cfn=(1372)
calls=2 225 
* 222

fl=(48) ./nptl/./nptl/pthread_mutex_conf.c
fn=(624) __pthread_tunables_init
50 1
+1 2
-1 4
+1 3
cob=(1)
cfi=(1)
cfn=(628)
calls=1 -51 
* 69
* 1
+2 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 -53 
* 73
* 1
+2 6

fl=(185)
fn=(1476)
26 4
+1 2

fl=(128)
fn=(1194)
26 16
+1 4

fl=(148)
fn=(1272)
68 21
+2 21
+3 21
+1 21
+2 21
+1 21
+1 21
+1 21
+3 21
+1 21
+3 21
+1 21
+2 19
+1 19
+1 16
+1 16
+2 32
+7 2
+5 2
+7 2
+1 2
+1 2
+1 2
+17 2
+1 2
+1 2
+1 4
+4 1
+1 1
+1 1
+1 2
+18 3
+1 3
+1 3
+2 3
+10 3
+1 3
+3 3
+1 3
+2 3
+1 3
+2 3
+1 3
+1 3
+1 3
+2 1
+1 1
+1 1
+1 1

fl=(12)
fn=(436)
57 9
-1 6
+4 9
+14 6
+3 6
+8 6
+8 6
+3 15

fn=(512)
57 3
-1 2
+4 3
+14 2
+3 2
+8 2
+8 2
+3 5

fn=(506)
57 9
-1 6
+4 9
+14 6
+3 6
+8 6
+8 6
+3 15

fl=(90)
fn=(816)
264 220
+6 220
+1 220
+2 115
+1 115
+1 115
+3 100
+1 100
+1 100
+3 200
+30 105
+1 105
+2 67
+1 67
+2 17
+4 17
+1 10
+1 10
+1 10
+1 10
+1 6
+1 6
+2 6
+2 6
-2 4
+2 4
+6 7
+1 7
+1 7
+1 7
+1 7
+7 38
+1 38
+1 38
+1 38
+2 38
+17 50
+1 50
+1 50
+1 50
+1 50
+7 10
+1 10
+1 10
+1 10
+1 10
+1 10
+1 20
+5 15
+1 15
+5 15
+1 15
+2 12
+1 12
+1 12
+2 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 2
+1 4
+4 3
+1 3
+4 3
+2 3
+4 3
+1 3
+11 3
+3 3
+2 3
+2 3
+4 3
+1 3
+9 3
+1 3
+2 3
+2 3
+1 3
+1 3
+3 3
+2 3
+2 3
+2 6
+6 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
+1 3
-11 4
+1 4
+1 4
+1 4
+1 4
+1 4
+1 4
+1 4
+1 4
+1 4
+1 4
+1 4
+2 3
+1 3
+1 3
+1 3
+2 3
+4 6

fl=(84)
fn=(792)
26 4
-1 2
+4 2
cfi=(85) ./misc/./misc/sbrk.c
cfn=(794) sbrk
calls=2 +8 
* 62
+1 4
+4 4

fl=(21)
fn=(458)
37 8
-1 4
fi=(22) ./string/../sysdeps/x86_64/multiarch/strcasecmp.c
-5 4
fe=(21)
+7 6
+3 4
+4 6
+3 8

fn=(470)
37 4
-1 2
fi=(26) ./string/../sysdeps/x86_64/multiarch/strncase_l.c
-5 2
fe=(21)
+7 3
+3 2
+4 3
+3 4

fn=(514)
37 8
-1 4
fi=(37) ./string/../sysdeps/x86_64/multiarch/strncase.c
-5 4
fe=(21)
+7 6
+3 4
+4 6
+3 8

fn=(490)
37 4
-1 2
fi=(32) ./string/../sysdeps/x86_64/multiarch/strcasecmp_l.c
-5 2
fe=(21)
+7 3
+3 2
+4 3
+3 4

fl=(68)
fn=(726)
36 6
+5 2
cfi=(69)
cfn=(728)
calls=1 -7 
* 22
* 2
+17 7
-16 2

fl=(93)
fn=(826)
30 24
+1 6

fl=(107) ./misc/../sysdeps/unix/sysv/linux/getsysstats.c
fn=(926) get_phys_pages
274 6
+3 2
cfi=(108)
cfn=(928)
calls=1 120 
* 5
+1 2
-27 1
cfi=(109)
cfn=(930)
calls=1 28 
* 5
* 1
+2 3
+5 2
+1 3
+2 1
+1 1
-3 2
+2 11
+1 11
-3 22
+20 7

fl=(133) ./misc/./misc/allocate_once.c
fn=(1208) __libc_allocate_once_slow
27 7
+1 1
-1 1
+1 1
cfi=(131)
cfn=(1210) global_state_allocate
calls=1 +25 
* 209
* 1
+1 2
+9 4
+20 7

fl=(114) ./signal/../sysdeps/unix/sysv/linux/libc_sigaction.c
fn=(966) __libc_sigaction
43 70
+5 28
+2 14
+1 14
+7 14
-7 56
-1 14
+1 42
+2 14
-2 28
+7 14
-7 14
+2 14
-2 14
+2 42
+5 42
-7 56
+7 84
+5 56
+2 14
+1 56
-1 14
+2 14
-1 84
+1 14
+1 14
-2 28
+2 14
-2 56
+5 84

fl=(182)
fn=(1440)
27 4
+1 1
-1 2
+1 1
cfi=(75)
cfn=(748)
calls=1 +37 
* 13
* 1
+1 2
+3 3
+1 3
-1 1
cfi=(90)
cfn=(816)
calls=1 264 
* 14
* 1

fl=(69)
fn=(728)
34 4
+4 2
-4 6
+4 10
+39 12
-39 10

fl=(141) ./io/../sysdeps/unix/sysv/linux/open64_nocancel.c
fn=(1242) __open_nocancel
28 2
+3 2
-3 8
+3 12
+8 14
+2 10

fl=(13)
fn=(552)
40 5
-2 2
fi=(43) ./wcsmbs/../sysdeps/x86_64/multiarch/wcsncmp.c
-6 2
fe=(13)
+9 2
+1 3
+3 2
+4 3
+3 5

fn=(438)
40 15
-2 6
fi=(14) ./wcsmbs/../sysdeps/x86_64/multiarch/wcschr.c
-7 6
fe=(13)
+10 6
+1 9
+3 6
+4 9
+3 15

fn=(448)
40 10
-2 4
fi=(17) ./wcsmbs/../sysdeps/x86_64/multiarch/wcscmp.c
-8 4
fe=(13)
+11 4
+1 6
+3 4
+4 6
+3 10

fl=(4)
fn=(482)
40 10
-2 4
fi=(30) ./string/../sysdeps/x86_64/multiarch/strchrnul.c
-7 4
fe=(4)
+10 4
+1 6
+3 4
+4 6
+3 10

fn=(478)
40 5
-2 2
fi=(29) ./string/../sysdeps/x86_64/multiarch/memrchr.c
-9 2
fe=(4)
+12 2
+1 3
+3 2
+4 3
+3 5

fn=(444)
40 15
-2 6
fi=(16) ./string/../sysdeps/x86_64/multiarch/strrchr.c
-10 6
fe=(4)
+13 6
+1 9
+3 6
+4 9
+3 15

fn=(494)
40 15
-2 6
fi=(33) ./string/../sysdeps/x86_64/multiarch/strlen.c
-9 6
fe=(4)
+12 6
+1 9
+3 6
+4 9
+3 15

fn=(418)
40 15
-2 6
fi=(5) ./string/../sysdeps/x86_64/multiarch/strnlen.c
-7 6
fe=(4)
+10 6
+1 9
+3 6
+4 9
+3 15

fl=(196)
fn=(2074)
30 3
+3 6
-3 21
+3 12
+3 9
+4 21
-4 9
+58 9
+4 21
-4 9
+11 6
+1 6
cfi=(51)
cfn=(2076) __unregister_atfork
calls=3 -24 
* 78
+1 12
+1 24

fl=(6)
fn=(510)
36 5
fi=(211) ./string/../sysdeps/x86_64/multiarch/strspn.c
-7 1
fe=(6)

fn=(462)
36 5
fi=(212) ./string/../sysdeps/x86_64/multiarch/strcspn.c
-7 1
fe=(6)

fn=(422)
36 10
fi=(213) ./string/../sysdeps/x86_64/multiarch/strpbrk.c
-7 2
fe=(6)

fl=(178)
fn=(1420)
36 8
+4 2
+6 5
cfi=(138)
cfn=(1262) _IO_setb
calls=1 329 
* 27
+5 3
-3 1
+1 1
+1 1
+3 1
+1 1
+1 1
+9 1
+1 6
-23 1
+1 5

fl=(189)
fn=(1914)
26 6
+1 1

fl=(44)
fn=(616)
33 6
+2 1
cfi=(45) ./ctype/./ctype/ctype-info.c
cfn=(618) __ctype_init
calls=1 -4 
* 16
+3 1
fi=(47) ./elf/../sysdeps/nptl/pthread_early_init.h
-5 2
fe=(44)
+8 1
-3 1
+3 1
fi=(47)
-8 1
cfi=(46)
cfn=(620)
calls=1 +5 
* 9
* 3
+1 1
+4 5
+7 1
fi=(214) ./elf/../nptl/nptl-stack.h
+13 3
fi=(47)
-13 1
fi=(214)
+13 2
fi=(47)
-4 1
fi=(214)
+4 3
fi=(47)
-6 1
-6 1
+6 6
+1 1
+4 1
cfi=(48)
cfn=(624)
calls=1 -7 
* 164
fe=(44)
-10 3
+2 2
-2 1
cfi=(50) ./nptl/../sysdeps/unix/sysv/linux/x86/elision-conf.c
cfn=(630) __lll_elision_init
calls=1 +49 
* 386

fl=(97)
fn=(852)
91 2
+2 1

fn=(994) uname
120 4
+2 1

fn=(1158)
91 6
+2 3

fn=(856)
91 2
+2 1

fn=(848)
91 2
+2 1

fn=(1144)
91 6
+2 3

fn=(860)
91 2
+2 1

fn=(1462)
91 2
+2 1

fl=(170) ./libio/./libio/iogetline.c
fn=(1362) _IO_getline_info
49 13
+2 2
+2 3
+2 4
+28 1
+2 5
cfi=(148)
cfn=(1272)
calls=1 -17 
* 18
* 1
* 1
+1 2
-29 6
+1 4
+2 2
cfi=(138)
cfn=(1364) __uflow
calls=1 299 
* 153
+1 2
+6 2
+11 1
-1 2
-22 2
+33 2
+1 2
-1 1
+2 3
+2 1
+2 2
+2 5
cfi=(90)
cfn=(816)
calls=1 264 
* 10
* 1
+1 1
+1 1
-1 1
+10 8
-53 2

fn=(1360) _IO_getline
34 2
cfn=(1362)
calls=1 +15 
* 264

fl=(61)
fn=(678)
70 2
cfn=(680) __internal_atexit
calls=1 -34 
* 68

fn=(682) __new_exitfn
88 2
-6 4
+11 1
-10 1
+10 4
+2 4
-2 1
+10 1
-10 3
+45 1
+5 1
-4 1
+4 4
-18 1
-1 1
+12 1

fn=(680)
36 5
+5 2
+2 8
+1 2
cfn=(682)
calls=1 +44 
* 31
+2 2
+10 1
-3 1
+4 1
+1 1
-5 2
+2 1
+4 4
+1 1
+1 6

fl=(24)
fn=(466)
38 4
+1 2
-1 4
+1 4
+3 4
+4 6
+3 6
fi=(25) ./string/../sysdeps/x86_64/multiarch/strcat.c
-20 2
fe=(24)

fn=(486)
38 6
+1 3
-1 6
+1 6
+3 6
+4 9
+3 9
fi=(31) ./string/../sysdeps/x86_64/multiarch/strcpy.c
-20 3
fe=(24)

fn=(502)
38 4
+1 2
-1 4
+1 4
+3 4
+4 6
+3 6
fi=(35) ./string/../sysdeps/x86_64/multiarch/stpcpy.c
-16 2
fe=(24)

fl=(50)
fn=(630)
96 1
+5 1
-5 1
+5 1
-5 3
+5 3
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 69
* 1
+2 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 69
* 1
+2 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 69
* 1
+2 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 69
* 1
+2 4
cob=(1)
cfi=(1)
cfn=(628)
calls=1 0 
* 69
* 1
+4 3
+1 1
+1 6

fl=(2)
fn=(414)
61 1
+3 3
+2 1
+1 1
-1 2
+7 3
+2 1
+1 1
-1 2
+5 2
+2 2
+1 2
+1 2
+2 2
fi=(3) ./string/../sysdeps/x86/cacheinfo.c
* 2
fe=(2)

fl=(40)
fn=(536)
57 6
-1 4
+4 6
+14 4
+3 4
+8 4
+8 4
+3 10

fn=(550)
57 3
-1 2
+4 3
+14 2
+3 2
+8 2
+8 2
+3 5

fl=(110)
fn=(956)
27 62
fi=(111)
+27 31
fe=(110)
-20 31
+1 31

fl=(138)
fn=(1340) _IO_free_backup_area
187 2
+1 2
+2 2
cob=(3)
cfi=(49)
cfn=(766)
calls=1 0 
* 4
+1 1
+1 1
-1 1
+3 2

fn=(1366) _IO_default_uflow
361 1
fi=(102)
940 2
fe=(138)
361 1
fi=(102)
940 1
fe=(138)
361 2
+1 1
fi=(102)
942 2
+1 2
fe=(138)
362 2
cfi=(139)
cfn=(1252) _IO_file_underflow@@GLIBC_2.2.5
calls=1 465 
* 95
+1 2
+2 4
+1 4

fn=(1314) _IO_default_finish
601 4
+2 6
+6 6
+3 6
54 4
624 4

fn=(2128)
869 1
+3 1
-3 9
-83 1
+86 1
cfn=(2130) _IO_flush_all_lockp
calls=1 686 
* 121
-86 2
+86 1
-86 3
cfi=(140)
cfn=(1234)
calls=1 25 
* 12
+1 9
+3 1
-3 2
+3 2
fi=(102)
940 4
fe=(138)
805 6
+2 9
+37 3
-54 9
+10 6
+2 9
+46 9
+1 2
cfi=(140)
cfn=(1236)
calls=1 55 
* 8
+35 12

fn=(1364)
299 4
+1 3
+5 2
+3 3
+2 2
+6 2
+7 1
fi=(102)
940 3
+2 2
+1 2
fe=(138)
323 1
+1 1
-1 1
+1 2
-1 1
cfn=(1366)
calls=1 +38 
* 119
-23 2
+21 2

fn=(1228) _IO_old_init
534 3
-2 3
+2 3
+5 3
-7 3
+2 3
+10 3
-10 3
+16 3
-11 3
-5 3
+16 3
-16 3
+21 3
-16 15
+16 6
+1 4
+2 3

fn=(1254) _IO_doallocbuf
344 4
-1 6
+3 8
+1 2
fi=(102)
940 6
+2 4
+1 4
fe=(138)
347 4
cfi=(145) ./libio/./libio/filedoalloc.c
cfn=(1256) _IO_file_doallocate
calls=2 78 
* 484
* 4
+3 8

fn=(1264) _IO_switch_to_get_mode
164 12
+1 9
+3 9
+4 6
+1 6
+7 3
-4 3
+4 3
-2 6
+3 3
+1 12

fn=(1226)
563 27
+1 3
cfn=(1228)
calls=3 -30 
* 70
+1 3
+1 6
+2 2
+4 2
+7 2
+2 2
-9 10
+15 2
+1 12
-1 1
+1 6
-2 2

fn=(1300)
54 8
+28 4
cfn=(1302) __GI__IO_un_link.part.0
calls=2 -30 
* 168

fn=(1302)
52 4
+7 2
-7 14
+6 12
cfi=(140)
cfn=(1234)
calls=2 -33 
* 24
+1 18
+2 2
-1 2
-1 4
+2 6
+5 2
-1 4
+1 2
+8 4
+2 4
+2 4
-1 2
+1 14
+1 4
cfi=(140)
cfn=(1236)
calls=2 -24 
* 16
+3 18
-19 6

fn=(1232) _IO_link_in
87 24
+1 4
-1 12
+1 12
+18 40
-16 2
+2 6
-2 2
+2 2
+1 2
-1 6
cfi=(140)
cfn=(1234)
calls=2 -67 
* 24
+1 18
+2 2
-1 2
-1 4
+2 20
+5 2
-3 2
-2 4
+3 2
-1 2
+3 24
+1 2
+1 14
+1 4
cfi=(140)
cfn=(1236)
calls=2 -48 
* 16
+3 2

fn=(1262)
329 45
+1 24
+5 10
-3 5
+3 10
-2 5
+2 10
+3 30
-7 2
cob=(3)
cfi=(49)
cfn=(766)
calls=2 0 
* 264
+4 4

fn=(1250)
269 8
+1 7
+5 4
+3 6
+2 4
+6 4
+7 2
fi=(102)
940 6
+2 4
+1 4
fe=(138)
293 2
+1 2
-1 2
+1 4
-1 2
cfi=(139)
cfn=(1252)
calls=2 465 
* 470
-23 2
+21 4

fn=(1306) _IO_unsave_markers
966 2
+2 2
-2 2
+2 2
+5 4
+2 4

fn=(1428)
371 81
+3 18
fi=(102)
940 49
fe=(138)
389 14
+8 7
+2 14
-20 28
+2 21
+3 14
-9 7
+29 72
fi=(102)
946 14
fe=(138)
394 14
-1 21
+1 20
-1 30
+1 28

fn=(2130)
686 2
+6 1
-6 9
+5 6
cfi=(140)
cfn=(1234)
calls=1 25 
* 12
+1 9
+3 1
-3 2
+3 2
+2 1
-10 1
+11 3
+3 3
+8 6
+2 3
-16 9
+6 2
-4 2
+4 16
+14 9
+1 2
cfi=(140)
cfn=(1236)
calls=1 55 
* 8
+4 12

fl=(91)
fn=(820)
65 5
+6 1
-1 2
+3 2
+9 1
-9 2
cfi=(71)
cfn=(736)
calls=1 603 
* 37
+5 1
-3 1
+3 1
+33 1
-30 1
+30 1
+2 2
+4 2
cfi=(80)
cfn=(762)
calls=1 -87 
* 40
+3 7
-41 3
cfi=(73)
cfn=(742)
calls=1 249 
* 20
* 1
* 2
+5 3
cfi=(73)
cfn=(742)
calls=1 249 
* 20
* 1
* 2
+10 2
cfi=(92)
cfn=(822)
calls=1 -54 
* 217
* 1
+8 2

fl=(112)
fn=(962)
27 42
fi=(113)
+26 14
fe=(112)
-26 28
+6 14
cfi=(114)
cfn=(966)
calls=14 +10 
* 1022

fl=(131)
fn=(1210)
53 1
+1 2
cob=(3)
cfi=(49)
cfn=(812)
calls=1 -54 
* 172
* 1
+1 2
+3 1
-1 1
+1 3
+4 1
-4 18
+1 1
+1 1
+1 1
+1 1
+4 3

fn=(1212) nss_database_check_reload_and_get
396 13
+6 3
+4 2
+69 11
-65 5
cfi=(134) ./io/./io/file_change_detection.c
cfn=(1214) __file_change_detection_for_path
calls=1 70 
* 46
* 2
+3 6
+1 3
cfi=(134)
cfn=(1220) __file_is_unchanged
calls=1 28 
* 9
* 2
+4 1
+1 4
+4 3
cfi=(135)
cfn=(1216)
calls=1 28 
* 12
+2 4
+9 1
+11 1
+1 1
+3 4
+6 4
306 1
455 25
306 1
455 1
306 1
cfi=(137)
cfn=(1222)
calls=1 86 
* 609
* 1
+1 2
+19 1
-49 3
+1 1
+1 2
+4 4
cfi=(143)
cfn=(1246)
calls=1 27 
* 704
* 80
cfi=(143)
cfn=(1246)
calls=20 27 
* 2382
fi=(149) ./nss/../include/stdio.h
-4 21
fe=(131)
+5 42
+2 42
+5 40
+3 20
-80 128
+1 4
-1 12
+5 314
+1 76
-1 412
+2 32
+3 694
+1 220
-1 220
+3 16
cfn=(1278) name_to_database_index
calls=16 -29 
* 2479
+1 48
+4 22
cfi=(151) ./nss/./nss/nss_action_parse.c
cfn=(1282) __nss_action_parse
calls=11 -66 
* 7186
+1 22
+2 22
+1 11
347 2
+6 2
+6 5
124 2
365 68
+1 34
124 24
+20 3
+22 1
cfi=(151)
cfn=(1282)
calls=1 * 
* 410
-22 8
+22 4
cfi=(151)
cfn=(1282)
calls=4 * 
* 1694
+1 15
-1 5
+1 5
-15 2
-28 6
443 2
-10 2
-57 3
cfi=(134)
cfn=(1296) __file_change_detection_for_fp
calls=1 100 
* 59
* 1
+2 2
+2 1
+1 1
-1 1
+1 1
cfi=(156)
cfn=(1298)
calls=1 34 
* 492
+1 2
+3 5
cfi=(134)
cfn=(1220)
calls=1 28 
* 29
* 2
+76 5
+3 3
+4 24
+2 3
348 3
-50 2
cob=(3)
cfi=(49)
cfn=(766)
calls=1 0 
* 89
+40 1

fn=(1278)
198 16
fi=(150)
28 16
fe=(131)
198 16
fi=(150)
27 16
fe=(131)
198 16
fi=(150)
32 16
fe=(131)
198 96
fi=(150)
29 110
+2 60
fe=(131)
193 60
fi=(150)
31 60
+1 240
fe=(131)
193 60
cfi=(73)
cfn=(742)
calls=60 +56 
* 1233
* 60
fi=(150)
34 120
+2 21
+1 10
-8 20
fe=(131)
205 5
-2 5
+2 35
fi=(150)
31 78
fe=(131)
205 11
-1 22
+1 77

fn=(1204)
479 5
fi=(132) ./nss/../include/allocate_once.h
83 1
+1 2
+3 5
cfi=(133)
cfn=(1208)
calls=1 -60 
* 233
fe=(131)
482 1
-1 2
fi=(132)
87 1
fe=(131)
482 2
-1 1
cfn=(1212)
calls=1 -85 
* 19061

fl=(83)
fn=(782)
29 6
+1 1

fl=(145)
fn=(1256)
78 16
+6 8
fi=(102)
940 6
+2 4
+1 4
fe=(145)
84 6
cfi=(139)
cfn=(1258) _IO_file_stat
calls=2 1147 
* 30
* 4
+2 8
+11 8
+4 4
cob=(3)
cfi=(49)
cfn=(812)
calls=2 0 
* 300
* 2
+1 4
+2 8
cfi=(138)
cfn=(1262)
calls=2 329 
* 54
+1 2
+1 16

fl=(10)
fn=(430)
54 15
+3 9
+7 6
+9 6
+2 6
+10 6
+8 6
+3 15

fl=(155) ./nss/./nss/nss_action.c
fn=(1294) __nss_action_allocate
82 16
+2 32
-2 128
+2 32
-10 63
+1 46
-1 32
+16 8
cob=(3)
cfi=(49)
cfn=(812)
calls=2 -90 
* 352
* 16
cob=(3)
cfi=(49)
cfn=(812)
calls=4 -90 
* 704
* 6
+1 12
+2 6
+2 18
-1 6
+1 12
cfi=(90)
cfn=(816)
calls=6 264 
* 66
* 6
+1 6
+1 6
+4 64
+2 144
-28 16
-12 32
+11 24
+1 12
-1 2
-11 4
-11 6
+22 16
-11 32
-11 180
+11 118

fl=(115)
fn=(980)
27 5
fi=(111)
+67 2
+2 3
fe=(115)
-62 1

fl=(123)
fn=(1178)
166 9
-3 3
+3 3
+2 6
+9 3
-9 6
+9 56
+9 6

fl=(169)
fn=(1358)
37 2
-5 4
+7 2
+11 2
+2 3
-2 1
+1 2
+1 3
-2 1
+2 1
cfi=(170)
cfn=(1360)
calls=1 -18 
* 266
+3 1
+1 1
-1 2
+7 2
+2 5
-9 2
+4 1
+3 3

fl=(139)
fn=(1230)
111 2
-5 4
+4 2
+3 2
cfi=(138)
cfn=(1232)
calls=2 -26 
* 210
+1 2
+1 4

fn=(1308) _IO_file_close
1167 4
cfi=(128)
cfn=(1194)
calls=2 26 
* 10

fn=(1338) _IO_file_seekoff@@GLIBC_2.2.5
900 22
+8 5
-60 3
+66 4
+3 4
+12 2
+13 4
+33 2
cfi=(138)
cfn=(1340)
calls=1 187 
* 15
+5 1
+1 1
-1 2
fi=(102)
-38 1
-2 2
fe=(139)
+57 2
+4 2
+1 1
-1 2
+2 1
-2 1
+1 1
+1 2
+5 1
fi=(102)
-66 2
+1 2
fe=(139)
+65 3
cfn=(1344) _IO_file_seek
calls=1 1140 
* 7
* 1
+1 2
+2 2
+15 1
+4 1
-1 2
-3 7
859 2
1054 22
914 4
+18 3
+5 2
cfi=(138)
cfn=(1254)
calls=1 344 
* 261
+1 2
+1 4
-93 2
+4 1
-2 2
+2 1
+5 2
+34 2
1006 2
879 3
-14 2
+1 3

fn=(1304)
128 6
+2 6
+4 4
+3 2
-3 2
-1 4
+6 2
+3 2
-3 2
cfi=(138)
cfn=(1306)
calls=2 966 
* 16
+3 6
fi=(102)
940 6
+2 4
+1 4
fe=(139)
142 4
cfn=(1308)
calls=2 1167 
* 14
* 2
+3 6
+8 10
cfi=(138)
cfn=(1262)
calls=2 329 
* 328
+1 2
+3 2
-3 6
+3 2
cfi=(138)
cfn=(1300)
calls=2 54 
* 6
+5 2
-4 2
+1 2
+3 2
-2 2
+3 10

fn=(1238)
213 22
+9 4
+2 12
356 24
224 2
+13 2
+10 70
+33 10
cfn=(1240) _IO_file_open
calls=2 -98 
* 160
* 2
+3 4
+3 6
cfi=(142) ./string/../string/strstr.c
cfn=(1244) __GI_strstr
calls=2 77 
* 108
* 2
+1 4
-16 2
-1 2
-25 4
+22 2
-22 4
-18 2
+1 2
-14 4

fn=(1240)
182 2
+3 2
-3 14
+2 4
+5 4
+3 4
+3 2
-4 2
+1 8
+3 4
+10 4
cfi=(138)
cfn=(1232)
calls=2 87 
* 46
+1 2
+1 8
-22 2
cfi=(141)
cfn=(1242)
calls=2 28 
* 48
* 4

fn=(1258)
1147 4
cfi=(146)
cfn=(1260)
calls=2 29 
* 26

fn=(1252)
465 9
-4 24
+7 6
+6 9
+3 6
+12 4
+9 6
fi=(102)
940 3
+2 3
-2 3
fe=(139)
505 6
cfi=(138)
cfn=(1264)
calls=3 164 
* 72
+6 3
+5 3
-5 3
fi=(102)
942 6
fe=(139)
511 3
fi=(102)
942 3
fe=(139)
511 9
fi=(102)
943 6
fe=(139)
516 12
cfn=(1266) _IO_file_read
calls=3 1131 
* 30
+2 6
+16 2
-9 2
+9 4
+1 2
+1 2
+1 8
-1 2
+1 16
-6 1
-10 7
-55 2
+14 3
+5 2
cfi=(138)
cfn=(1254)
calls=1 344 
* 273
+4 4

fn=(1266)
1131 3
+2 3
-1 3
+1 3
-1 3
cfi=(147) ./io/../sysdeps/unix/sysv/linux/read_nocancel.c
cfn=(1268) __read_nocancel
calls=3 26 
* 15

fn=(1344)
1140 2
cfi=(164)
cfn=(1346)
calls=1 36 
* 5

fn=(1988) _IO_file_sync@@GLIBC_2.2.5
792 8
+5 8
+2 2
+1 4
+11 4
+4 8

fn=(1312)
168 8
+1 4
+7 2
-1 4
+1 4
-1 2
cfi=(138)
cfn=(1314)
calls=2 601 
* 30

fl=(163)
fn=(1336)
34 4
-1 12
+10 7
+1 1
+15 2
fi=(168)
940 6
+2 4
+1 4
fe=(163)
59 2
+1 2
-1 4
+1 6
-1 2
cfi=(139)
cfn=(1338)
calls=2 900 
* 431

fl=(45)
fn=(618)
31 7
+2 4
+2 4
+1 1

fl=(63)
fn=(702)
30 1
+2 1
cfi=(64)
cfn=(704)
calls=1 * 
* 26

fl=(85)
fn=(794)
37 2
+3 2
+3 2
-6 6
+3 2
+3 2
+35 5
-20 4
+1 2
cfi=(86)
cfn=(796)
calls=1 -35 
* 8
* 2
+4 1
-1 4
+4 4
+8 1
cfi=(86)
cfn=(796)
calls=1 -50 
* 8
* 2
+4 5

fl=(160)
fn=(1330)
40 2
fi=(165)
+36 1
fe=(160)
-36 10
fi=(165)
+36 1
cfi=(161) ./nss/./nss/nss_files_fopen.c
cfn=(1332) __nss_files_fopen
calls=1 -50 
* 942
* 1
+2 3
fe=(160)
-38 6
cfi=(165)
cfn=(1350)
calls=1 +69 
* 956
* 13
cfi=(156)
cfn=(1298)
calls=1 -6 
* 492
* 9

fl=(134)
fn=(1296)
100 6
+1 3
+9 1
cfi=(67)
cfn=(722)
calls=1 -75 
* 6
* 3
cfi=(146)
cfn=(1260)
calls=1 -81 
* 13
* 1
+2 1
-2 2
+9 6
-70 4
+3 2
+64 2
-59 1
+2 2
-2 1
+1 1
+1 1
-1 1
+1 1
+5 1

fn=(1214)
70 7
+2 2
cfi=(135)
cfn=(1216)
calls=1 -44 
* 12
* 2
+22 6
-45 4
+35 2
-32 2
+5 1
+2 2
-2 1
+1 1
+1 1
-1 1
+1 1
+5 1

fn=(1220)
28 2
+2 2
-2 10
+3 2
+11 4
-1 2
-4 3
+1 3
+1 3
+1 3
+1 4

fl=(104)
fn=(920)
32 27
+1 9
fi=(105) ./posix/../sysdeps/unix/sysv/linux/x86/../sysconf.c
+16 30
fe=(104)
-12 9
fi=(106) ./posix/../sysdeps/posix/sysconf.c
+19 39
+19 3
fe=(104)
-38 5
fi=(106)
+38 1
cfi=(186)
cfn=(1482)
calls=1 -49 
* 24
217 1
cfi=(109)
cfn=(930)
calls=1 28 
* 5
* 2
632 3
fe=(104)
37 5
fi=(106)
632 1
cfi=(107)
cfn=(926)
calls=1 274 
* 85
fe=(104)

fl=(126)
fn=(1190)
26 22

fl=(157)
fn=(1316)
66 9
+69 4
+2 1
cfi=(152)
cfn=(1318)
calls=1 332 
* 945
-70 1
+1 2
+15 1
-1 1
+1 5

fn=(1376)
93 9
+1 2
+35 7
-23 1
-1 2
+4 1
fi=(153) ./nss/../nss/nss_action.h
-53 1
+7 2
fe=(157)
+37 1
fi=(153)
-36 1
fe=(157)
+45 3

fl=(55)
fn=(654)
31 2
-1 4
+1 3
+2 3
cfi=(56)
cfn=(658)
calls=1 +21 
* 21
* 1
+4 5
+1 3
+2 4

fl=(71)
fn=(736)
603 60
fi=(72) ./nptl/./nptl/pthread_rwlock_wrlock.c
23 120
fe=(71)
622 90
+83 15
+73 15
624 30
778 15
+5 30
+5 4
+1 4
-1 4
+1 12
+6 24
+7 2
947 4
+2 2
fi=(72)
29 18
fe=(71)
947 26
+2 13
fi=(72)
29 117
fe=(71)

fl=(183)
fn=(1466)
26 2
+3 2
-3 6
+3 4
cfi=(184)
cfn=(1468)
calls=2 -3 
* 52
* 4
+3 10
-2 4

fl=(96)
fn=(844)
34 4
+6 8
+5 12
fi=(215) ./stdlib/../wcsmbs/wcsmbsload.h
+24 4
+1 12
fe=(96)
-22 4
+2 4
+18 4
-18 4
+18 4

fl=(151)
fn=(1282)
166 112
fi=(154) ./nss/../malloc/dynarray-skeleton.c
+33 16
fe=(151)
-33 48
44 16
fi=(154)
201 48
-2 16
fe=(151)
44 162
+7 478
+1 116
-1 643
+2 52
+4 78
cfi=(152)
cfn=(1284)
calls=26 +14 
* 3971
* 26
+1 52
+10 297
+2 20
fi=(153)
+4 26
fi=(154)
220 52
+82 52
+4 78
+8 156
fe=(151)
43 26
+1 94
fi=(154)
220 16
+86 32
-4 32
+4 32
+8 112
fe=(151)
177 16
cfi=(155)
cfn=(1294)
calls=16 -95 
* 2223
* 16
+14 176

fl=(51)
fn=(632)
38 1
+1 1
-1 8
+1 3
+2 3
fi=(52) ./posix/../malloc/dynarray-skeleton.c
201 1
-2 1
+2 1
-2 1
322 1
+1 1
+1 1
-2 1
+2 1
fe=(51)
45 2
+10 1
-8 1
+1 1
+1 1
+1 1
+5 2
+2 2
+4 4
+2 2
+1 6

fn=(2076)
82 3
+1 3
-1 3
+1 9
fi=(52)
243 3
fe=(51)
71 6
fi=(52)
254 3
fe=(51)
71 21
fi=(52)
254 3
fe=(51)
74 6
+35 12
+1 6

fl=(23)
fn=(464)
38 5
+6 1

fl=(64)
fn=(704)
32 5
+9 5
+1 10
+1 5
+4 5
+1 5
+1 5
+1 5
+1 5
+2 10
+2 5
+1 5
+3 10
+2 5
+23 5
cfi=(65)
cfn=(706)
calls=5 -56 
* 106

fl=(142)
fn=(1244)
77 14
+5 2
-5 6
+5 4
+2 8
cfi=(76)
cfn=(752)
calls=2 -29 
* 40
* 2
* 2
+1 4
+44 2
+32 24

fl=(57)
fn=(660)
84 4
+1 3
+1 3
+2 1

fl=(95)
fn=(834)
32 6
+4 15
+7 3
-1 6
+16 3
-20 3
+23 6
+5 6

fl=(116)
fn=(992)
28 10
+4 2
cfi=(97)
cfn=(994)
calls=1 +88 
* 5
* 2
+3 4
cfi=(75)
cfn=(748)
calls=1 +30 
* 13
* 1
+1 1
-1 1
+1 4
+2 2
+6 10
-8 12

fl=(38)
fn=(530)
40 4
+1 4
fi=(39)
+1 4
fe=(38)

fn=(538)
40 4
+1 4
fi=(41) ./time/../sysdeps/unix/sysv/linux/time.c
-3 4
fe=(38)

fl=(98)
fn=(866)
24 5
+1 5
cfi=(99)
cfn=(868)
calls=5 * 
* 110
+1 10
+4 10

fl=(147)
fn=(1268)
26 12
+1 3

fl=(159)
fn=(1328)
37 1
-1 1
+1 2
+2 1

fl=(146)
fn=(1260)
29 4
+1 8
+5 12
cfi=(136)
cfn=(1218)
calls=4 154 
* 28

fl=(76)
fn=(1426)
55 5
+1 5
+1 5
+1 5
+1 5
+3 5
+1 5
+4 5
+1 5
+1 5
+1 5
+1 5
+1 5
+1 5
+1 5
+13 5
+2 10

fn=(752)
55 766
+1 766
+1 766
+1 766
+1 766
+3 766
+1 766
+4 766
+1 766
+1 766
+1 766
+1 766
+1 766
+1 766
+1 766
+3 766
+8 766
+2 26
+2 52
+4 740
+1 1480

fl=(190)
fn=(1986)
33 4
-1 8
+7 26
+1 2
fi=(102)
940 6
+2 4
+1 4
fe=(190)
40 4
cfi=(139)
cfn=(1988)
calls=2 792 
* 34
fi=(102)
883 4
+1 20
fe=(190)
40 4
+4 8

fl=(66)
fn=(718)
30 1
+3 1
-3 8
+3 6
+8 9
+2 7
-2 5

fl=(161)
fn=(1332)
26 1
+1 2
cfi=(137)
cfn=(1222)
calls=1 +59 
* 479
+1 2
+4 1
+4 5
cfi=(162)
cfn=(1334)
calls=1 * 
* 447

ob=(4)
fl=(53)
fn=(2102) 0x0000000000001050
0 5

fn=(2092)
0 7

ob=(2)
fl=(161)
fn=(1332)
36 2

ob=(4)
fl=(53)
fn=(2092)
0 2
cob=(3)
cfi=(49)
cfn=(2098)
calls=1 0 
0 83
0 1
cfn=(2102)
calls=1 0 
0 5
0 3

fn=(646)
0 12

ob=(2)
fl=(161)
fn=(1332)
46 3

totals: 631805
