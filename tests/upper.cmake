# Tests of the upper layers, of the program, and of the rules of the house.
set(SMALL_MODELS ${CMAKE_CURRENT_BINARY_DIR}/small_models)
foreach(layer features encoder model analysis saved groups review page report results)
  slant_add_test(unit_${layer} unit_tests ${layer})
endforeach()
slant_add_test(unsafe_calls ${PROJECT_SOURCE_DIR}/tools/unsafe-calls)
slant_add_test(unsafe_calls_found ${PROJECT_SOURCE_DIR}/tools/unsafe-calls tests/conformance) # where there is one: strtok_r
set_tests_properties(unsafe_calls_found PROPERTIES WILL_FAIL ON)
if(Python3_FOUND)
  slant_add_test(layers ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/check-layers)
  slant_add_test(layers_breaches ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/tools/check_layers_test.py
                 ${PROJECT_SOURCE_DIR}/tools/check-layers)
endif()
# The encoder against PyTorch, where the weights that it was made of are at hand.
set(SLANT_ENCODER_WEIGHTS "" CACHE FILEPATH "A state dictionary of PyTorch, for the tests of the encoder")
set(SLANT_ENCODER_MODEL "${PROJECT_SOURCE_DIR}/models/news-en-encoder.safetensors" CACHE FILEPATH "What was exported of it")
if(Python3_FOUND)
  add_test(NAME encoder_oracle COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tests/encoder/oracle.py
                                       $<TARGET_FILE:encoder_logits> ${PROJECT_SOURCE_DIR} ${CORPORA} "${SLANT_ENCODER_WEIGHTS}"
                                       ${SLANT_ENCODER_MODEL})
  set_tests_properties(encoder_oracle PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1200 LABELS slow)
  if(NOT SLANT_SANITIZE)
    slant_add_test(encoder_same_bytes ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/encoder/same_bytes.py ${PROJECT_SOURCE_DIR}
                   ${CMAKE_BINARY_DIR} $<TARGET_FILE:encoder_small> ${deps_LINK_LIBRARIES} ${LIBSVM_LIBRARY} ${LIBCSV_LIBRARY}
                   -pthread -ldl -lm)
    set_tests_properties(encoder_same_bytes PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 1200 LABELS slow)
  endif()
endif()
add_subdirectory(cli)
add_subdirectory(fault)
add_subdirectory(fuzz)
add_subdirectory(differential)
