# phoney_embed(<output> FILE ...): an assembler source that holds the files' bytes between the symbols
# phoney_embedded_<name>_begin and phoney_embedded_<name>_end, with _ for whatever a symbol cannot have.
function(phoney_embed output)
  set(text "/* Files as read-only bytes of the program. */\n        .section .rodata\n")
  foreach(file ${ARGN})
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER ${name} name)
    string(APPEND text "        .global phoney_embedded_${name}_begin\n        .hidden phoney_embedded_${name}_begin\n"
      "        .global phoney_embedded_${name}_end\n        .hidden phoney_embedded_${name}_end\n"
      "phoney_embedded_${name}_begin:\n        .incbin \"${file}\"\nphoney_embedded_${name}_end:\n")
  endforeach()
  string(APPEND text "        .section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${output} CONTENT "${text}" @ONLY)
  set_source_files_properties(${output} PROPERTIES OBJECT_DEPENDS "${ARGN}")
endfunction()

# phoney_assets(<folder> FILE ...): <folder>/assets.S, which holds the files in all their forms, and <folder>/assets.inc,
# the table of them. tools/pack_assets says what forms there are.
function(phoney_assets folder)
  add_custom_command(
    OUTPUT ${folder}/assets.blob ${folder}/assets.inc
    COMMAND pack_assets ${folder}/assets.blob ${folder}/assets.inc ${ARGN}
    DEPENDS pack_assets ${ARGN}
    COMMENT "Packing assets")
  phoney_embed(${folder}/assets.S ${folder}/assets.blob)
endfunction()
