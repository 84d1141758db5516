/* The files of the built-in models, byte for byte, between two symbols each. */
#ifdef __APPLE__
#define NAME(symbol) _##symbol
    .const_data
#else
#define NAME(symbol) symbol
    .section .rodata
#endif

#define EMBED(symbol, path)                                                                                            \
    .globl NAME(symbol) ; .globl NAME(symbol##_end) ; .balign 64 ;                                                      \
    NAME(symbol): .incbin path ;                                                                                       \
    NAME(symbol##_end): .byte 0 ;

EMBED(bertlab_reference_config_json, "reference/config.json")
EMBED(bertlab_reference_vocab_txt, "reference/vocab.txt")
EMBED(bertlab_reference_model_safetensors, "reference/model.safetensors")
EMBED(bertlab_classroom_config_json, "classroom/config.json")
EMBED(bertlab_classroom_vocab_txt, "classroom/vocab.txt")
EMBED(bertlab_classroom_model_safetensors, "classroom/model.safetensors")

#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack,"",%progbits
#endif
