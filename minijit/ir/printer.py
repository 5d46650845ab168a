"""The text form of graphs; for one archive Python and C++ print the same bytes.

Values are numbered in order of definition over the whole graph, inputs first.
"""

from __future__ import annotations

from minijit.ir.function import CompilationUnit
from minijit.ir.graph import Block, Graph, Node, Value
from minijit.ir.literals import format_constant


class _Printer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: dict[Value, int] = {}

    def define(self, value: Value) -> str:
        self.numbers[value] = len(self.numbers)
        return f"%{self.numbers[value]} : {value.type}"

    def read(self, values: list[Value]) -> str:
        return f"({', '.join(f'%{self.numbers[v]}' for v in values)})"

    def node(self, node: Node, indent: str) -> None:
        inputs = self.read(node.inputs)
        outputs = ", ".join(self.define(v) for v in node.outputs)
        head = f"{outputs} = " if outputs else ""
        pairs = ", ".join(f"{k}={format_constant(v)}" for k, v in node.attributes.items())
        attributes = f"[{pairs}]" if pairs else ""
        self.lines.append(f"{indent}{head}{node.qualified}{attributes}{inputs}")
        for index, block in enumerate(node.blocks):
            formals = ", ".join(self.define(v) for v in block.inputs)
            self.lines.append(f"{indent}  block{index}({formals}):")
            self.block(block, indent + "    ")
            self.lines.append(f"{indent}    -> {self.read(block.outputs)}")

    def block(self, block: Block, indent: str) -> None:
        for node in block.nodes:
            self.node(node, indent)


def print_graph(graph: Graph) -> str:
    """The graph as text that ends with a newline."""
    printer = _Printer()
    formals = ", ".join(printer.define(v) for v in graph.inputs)
    printer.lines.append(f"graph({formals}):")
    printer.block(graph.block, "  ")
    printer.lines.append(f"  return {printer.read(graph.outputs)}")
    return "\n".join(printer.lines) + "\n"


def print_unit(unit: CompilationUnit) -> str:
    """Every function and method, sorted by qualified name: `name:`, its graph, a blank line."""
    found = {f.name: f for f in unit.all_functions()}
    return "".join(f"{name}:\n{print_graph(found[name].graph)}\n" for name in sorted(found))
