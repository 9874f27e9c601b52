# phoney_assets(<output> FILE ...): an assembler source that holds the files' bytes between the symbols
# phoney_asset_<name>_begin and phoney_asset_<name>_end, with _ for whatever a symbol cannot have.
function(phoney_assets output)
  set(text "/* Files as read-only bytes of the program. */\n        .section .rodata\n")
  foreach(file ${ARGN})
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER ${name} name)
    string(APPEND text "        .global phoney_asset_${name}_begin\n        .hidden phoney_asset_${name}_begin\n"
      "        .global phoney_asset_${name}_end\n        .hidden phoney_asset_${name}_end\n"
      "phoney_asset_${name}_begin:\n        .incbin \"${file}\"\nphoney_asset_${name}_end:\n")
  endforeach()
  string(APPEND text "        .section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${output} CONTENT "${text}" @ONLY)
  set_source_files_properties(${output} PROPERTIES OBJECT_DEPENDS "${ARGN}")
endfunction()
