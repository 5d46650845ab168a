"""The text form of graphs; for one archive Python and C++ print the same bytes.

Values are numbered in order of definition over the whole graph, inputs first.
"""

from __future__ import annotations

from minijit.ir.function import CompilationUnit
from minijit.ir.graph import Block, Graph, Node, Value
from minijit.ir.literals import format_constant


class GraphPrinter:
    """Prints a graph as the text form; one derived from it may call values and nodes otherwise."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: dict[Value, int] = {}

    def name(self, value: Value) -> str:
        """What a value is called."""
        return str(self.numbers.setdefault(value, len(self.numbers)))

    def operator(self, node: Node) -> str:
        """The name of a node's operator and the attributes of the node."""
        pairs = ", ".join(f"{k}={format_constant(v)}" for k, v in node.attributes.items())
        return f"{node.qualified}[{pairs}]" if pairs else node.qualified

    def remark(self, node: Node) -> str:
        """What stands behind a node."""
        del node
        return ""

    def define(self, value: Value) -> str:
        return f"%{self.name(value)} : {value.type}"

    def read(self, values: list[Value]) -> str:
        return f"({', '.join(f'%{self.name(v)}' for v in values)})"

    def node(self, node: Node, indent: str) -> None:
        inputs = self.read(node.inputs)
        outputs = ", ".join(self.define(v) for v in node.outputs)
        head = f"{outputs} = " if outputs else ""
        self.lines.append(f"{indent}{head}{self.operator(node)}{inputs}{self.remark(node)}")
        for index, block in enumerate(node.blocks):
            formals = ", ".join(self.define(v) for v in block.inputs)
            self.lines.append(f"{indent}  block{index}({formals}):")
            self.block(block, indent + "    ")
            self.lines.append(f"{indent}    -> {self.read(block.outputs)}")

    def block(self, block: Block, indent: str) -> None:
        for node in block.nodes:
            self.node(node, indent)

    def graph(self, graph: Graph) -> str:
        """The graph as text that ends with a newline."""
        formals = ", ".join(self.define(v) for v in graph.inputs)
        self.lines.append(f"graph({formals}):")
        self.block(graph.block, "  ")
        self.lines.append(f"  return {self.read(graph.outputs)}")
        return "\n".join(self.lines) + "\n"


def print_graph(graph: Graph) -> str:
    """The graph as text that ends with a newline."""
    return GraphPrinter().graph(graph)


def print_unit(unit: CompilationUnit) -> str:
    """Every function and method, sorted by qualified name: `name:`, its graph, a blank line."""
    found = {f.name: f for f in unit.all_functions()}
    return "".join(f"{name}:\n{print_graph(found[name].graph)}\n" for name in sorted(found))
