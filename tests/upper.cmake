# Tests of the upper layers, of the program, and of the rules of the house.
set(SMALL_MODELS ${CMAKE_CURRENT_BINARY_DIR}/small_models)
foreach(layer features encoder model analysis page report)
  slant_add_test(unit_${layer} unit_tests ${layer})
endforeach()
if(Python3_FOUND)
  slant_add_test(layers ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/check-layers)
  slant_add_test(layers_breaches ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/tools/check_layers_test.py
                 ${PROJECT_SOURCE_DIR}/tools/check-layers)
endif()
add_subdirectory(cli)
add_subdirectory(fault)
add_subdirectory(differential)
