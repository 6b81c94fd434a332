# The library: what `cmake --install` puts down for `find_package(fangan)`.
#
# Four static libraries and the headers listed here, below include/fangan/: the documented set
# (docs/embed.md). Headers not listed are internal and may change any day.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(library_folders text value feel decision)
set(public_headers
  text/diagnostic.h text/mapped_text.h text/messages.h text/render.h text/result.h text/source.h
  value/compare.h value/date.h value/date_time.h value/decimal.h value/decimal_fast.h
  value/duration.h value/json.h value/print.h value/shared_object.h value/time.h value/type.h
  value/unit.h value/value.h value/value_json.h value/zone.h
  feel/check.h feel/evaluation.h feel/explain.h feel/expression.h feel/names.h feel/parse.h feel/patience.h
  feel/print_syntax.h feel/scope.h feel/syntax.h feel/truth.h feel/units.h
  decision/check_table.h decision/engine.h decision/explain.h decision/inputs.h decision/model.h
  decision/model_set.h decision/read_dmn.h decision/write_dmn.h decision/xml_limits.h)

foreach(folder IN LISTS library_folders)
  set_target_properties(fangan_${folder} PROPERTIES EXPORT_NAME ${folder})
  target_compile_features(fangan_${folder} PUBLIC cxx_std_20)
  install(TARGETS fangan_${folder} EXPORT fangan_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()

# In the tree headers name each other "feel/scope.h"; installed, "fangan/feel/scope.h", so that they
# meet no header of the program they are used in.
install(CODE "
  file(REMOVE_RECURSE \"${CMAKE_BINARY_DIR}/public_headers\")
  foreach(header ${public_headers})
    file(READ \"${CMAKE_SOURCE_DIR}/src/\${header}\" text)
    string(REGEX REPLACE \"#include \\\"(text|value|feel|decision)/\"
           \"#include \\\"fangan/\\\\1/\" text \"\${text}\")
    file(WRITE \"${CMAKE_BINARY_DIR}/public_headers/fangan/\${header}\" \"\${text}\")
  endforeach()")
install(DIRECTORY ${CMAKE_BINARY_DIR}/public_headers/fangan
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/fangan)
configure_package_config_file(cmake/fangan-config.cmake.in fangan-config.cmake
  INSTALL_DESTINATION ${package_folder})
# Until 1.0 a new minor version may break what was.
write_basic_package_version_file(fangan-config-version.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT fangan_targets NAMESPACE fangan:: DESTINATION ${package_folder})
install(FILES ${CMAKE_BINARY_DIR}/fangan-config.cmake
        ${CMAKE_BINARY_DIR}/fangan-config-version.cmake DESTINATION ${package_folder})
