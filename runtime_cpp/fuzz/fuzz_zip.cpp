// Any bytes as a zip file: the directory, every record, inflate.
#include "fuzz/target.h"
#include "minijit/error.h"
#include "zip/zip_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const minijit::ZipReader reader(minijit::ByteSpan(data, size));
    for (const minijit::ZipRecord& record : reader.records()) {
      for (const bool check : {true, false}) {
        try {
          reader.read(record, check);
        } catch (const minijit::Error&) {
        }
      }
    }
  } catch (const minijit::Error&) {
  }
  return 0;
}
