#pragma once

#include <unordered_map>
#include <vector>

#include "ir/graph.h"

namespace minijit {

/// Places in a graph, in the order of the text: a block's lie between those of its owner's parts.
struct Order {
  struct Range {
    uint32_t first;
    uint32_t last;
  };

  explicit Order(const Graph& graph) : written(graph.value_count(), 0), reads(graph.value_count()) {
    walk(*graph.block());
  }

  std::vector<uint32_t> written;             // by Value::id
  std::vector<std::vector<uint32_t>> reads;  // by Value::id, ascending
  std::unordered_map<const Block*, Range> blocks;

 private:
  void walk(const Block& block);

  uint32_t at_ = 0;
};

}  // namespace minijit
