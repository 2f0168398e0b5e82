# What `cmake --install` and `cpack` put where.
include(CMakePackageConfigHelpers)

install(TARGETS slant EXPORT slant LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS slant_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES include/slant/slant.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/slant)
install(FILES models/news-en.safetensors DESTINATION ${CMAKE_INSTALL_DATADIR}/slant)
install(DIRECTORY ${CMAKE_BINARY_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
install(FILES ${CMAKE_BINARY_DIR}/docs/slant.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME slant)
install(FILES ${CMAKE_BINARY_DIR}/docs/_slant DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# find_package(slant) gives the target slant::slant
install(EXPORT slant NAMESPACE slant:: FILE slant-targets.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/slant)
file(WRITE ${CMAKE_BINARY_DIR}/slant-config.cmake "include(\${CMAKE_CURRENT_LIST_DIR}/slant-targets.cmake)\n")
write_basic_package_version_file(${CMAKE_BINARY_DIR}/slant-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_BINARY_DIR}/slant-config.cmake ${CMAKE_BINARY_DIR}/slant-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/slant)

configure_file(tools/package/slant.pc.in ${CMAKE_BINARY_DIR}/slant.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/slant.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME slant)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The slant authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "labels the paragraphs of news articles by framing")
set(CPACK_PACKAGE_DESCRIPTION "slant labels every paragraph of a batch of news articles as supportive, critical or neutral
toward the article's main subject, and sums each article up.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# libarchive and libxml2 are loaded when they are needed, so that nothing in the files names them
set(LOADED_PACKAGES)
foreach(file ${ARCHIVE_FILE} ${HTML_FILE})
  execute_process(COMMAND dpkg-query -S ${file} OUTPUT_VARIABLE package ERROR_QUIET RESULT_VARIABLE unknown)
  if(NOT unknown)
    string(REGEX REPLACE ":.*" "" package ${package})
    list(APPEND LOADED_PACKAGES ${package})
  endif()
endforeach()
list(JOIN LOADED_PACKAGES ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
