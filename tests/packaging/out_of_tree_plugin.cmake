# cmake -D build=... -D template=... -D work=... -D loader=... -D cxx=... -D nm=... -P

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_VARIABLE out ECHO_OUTPUT_VARIABLE)
  set(out "${out}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${work})
run(${CMAKE_COMMAND} --install ${build} --component sdk --prefix ${work}/prefix)
file(COPY ${work}/prefix/share/earshot/template/ DESTINATION ${work}/guestbook)

set(flags "")
if(sanitize STREQUAL "address")
  set(flags "-fsanitize=address,undefined")
elseif(sanitize STREQUAL "thread")
  set(flags "-fsanitize=thread")
endif()
run(${CMAKE_COMMAND} -G Ninja -S ${work}/guestbook -B ${work}/build
  -D CMAKE_CXX_COMPILER=${cxx} -D CMAKE_PREFIX_PATH=${work}/prefix "-DCMAKE_CXX_FLAGS=${flags}")
run(${CMAKE_COMMAND} --build ${work}/build)
run(${CMAKE_CTEST_COMMAND} --test-dir ${work}/build --output-on-failure --no-tests=error)

run(${nm} -D --defined-only ${work}/build/guestbook.so)
if(NOT out MATCHES "^[0-9a-f]+ [A-Z] earshot_plugin_1\n$")
  message(FATAL_ERROR "guestbook.so exports not exactly one symbol:\n${out}")
endif()

run(${loader} ${work}/build/guestbook.so)
if(NOT out STREQUAL "guestbook 0.1.0\n")
  message(FATAL_ERROR "the loader says: ${out}")
endif()

# A compiler whose plugins cannot work is refused before anything is built.
find_program(old_compiler NAMES g++-12 g++-11 g++-10)
if(old_compiler)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -G Ninja -S ${work}/guestbook -B ${work}/build_old
      -D CMAKE_CXX_COMPILER=${old_compiler} -D CMAKE_PREFIX_PATH=${work}/prefix
    RESULT_VARIABLE code OUTPUT_QUIET ERROR_VARIABLE said)
  if(code EQUAL 0 OR NOT said MATCHES "miscompiles[ \n]+coroutines")
    message(FATAL_ERROR "${old_compiler} is not refused as it should be:\n${said}")
  endif()
endif()
