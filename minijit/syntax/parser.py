"""Text to AST: Lark makes a tree by grammar/script.lark, this file turns it into `ast` nodes.

With `dialect=True` the text must be an archive's code: forms that only a user's source may have
(f-strings, decorators, `;`, lambda...) are refused, and a file may hold only imports, the legacy
line `op_version_set = N`, classes and functions.
"""

from __future__ import annotations

import ast as python_ast
import re
import warnings
from typing import Any

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from minijit._limits import LIMITS
from minijit.diagnostics import Diagnostic, Error, Source, SourceRange, error, raise_all
from minijit.diagnostics.ways import unsupported
from minijit.syntax import ast
from minijit.syntax.lark_parser import TooDeep, parse
from minijit.syntax.recursion import deep_recursion
from minijit.syntax.type_comments import apply_type_comments

_REFUSED = {
    "await_expr": "await expressions",
    "from_import": "import statements",
    "import_": "import statements",
    "positional_marker": "positional-only markers",
    "yield_": "yield expressions",
}
_USER_ONLY = {
    "decorated": "decorators",
    "dict_expansion": "Dict expansion displays (`{**d}`)",
    "double_starred": "keyword argument expansions (`**kwargs`)",
    "generator": "generator expressions",
    "generator_atom": "generator expressions",
    "lambda_": "lambda expressions",
    "loop_else": "else branches of loops",
    "rest_keyword": "compiled functions that take **kwargs",
    "rest_positional": "compiled functions that take variable number of arguments",
    "semicolon": "`;`",
    "set_": "set displays",
    "set_comprehension": "set comprehensions",
    "try_": "try blocks",
    "walrus": "assignment expressions (`:=`)",
    "with_named": "parentheses around what a with statement enters",
}
_SELF_NAMING = "the `=` of f-strings (`{x=}`)"
# What `async` stands before, and what it is called then.
_ASYNC = {
    "define": "async function definitions",
    "with_": "async with statements",
    "for_": "async for loops",
}
_FORMATS = "format specifications in f-strings (`{x}` has none, nor has `'{}'.format(x)`)"
_BINARY = {"bit_or": "|", "bit_xor": "^", "bit_and": "&", "pow": "**"}
_COMPARE = {"in_": "in", "not_in": "not in", "is_": "is", "is_not": "is not"}
_LITERALS: dict[str, type[ast.Expr]] = {
    "none": ast.NoneLiteral,
    "true": ast.TrueLiteral,
    "false": ast.FalseLiteral,
    "ellipsis": ast.Ellipsis,
}
_SIMPLE: dict[str, type[ast.Stmt]] = {
    "break_": ast.Break,
    "continue_": ast.Continue,
    "pass_": ast.Pass,
}
_ESCAPES = {
    "\\": b"\\", '"': b'"', "'": b"'", "a": b"\a", "b": b"\b",
    "f": b"\f", "n": b"\n", "t": b"\t", "v": b"\v", "\n": b"",
}  # fmt: skip
_SPELLED = {
    "_NEWLINE": "newline", "_INDENT": "indent", "_DEDENT": "dedent", "$END": "eof",
    "NAME": "ident", "LPAR": "(", "RPAR": ")", "LSQB": "[", "RSQB": "]", "LBRACE": "{",
    "RBRACE": "}", "COLON": ":", "EQUAL": "=", "COMMA": ",", "DOT": ".",
    "INT": "number", "FLOAT": "number", "STRING": "string_literal",
}  # fmt: skip
# Statements that are no part of the grammar, by the line on which it fails.
_OTHER_STATEMENTS = [
    (re.compile(r"[ \t]*(match)\b[^=\n]*:[ \t]*(#.*)?\n\s*case\b"), "match statements"),
    (re.compile(r"[ \t]*(type)[ \t]+\w+[ \t]*[\[=]"), "type statements"),
    (re.compile(r"[ \t]*(?:def|class)[ \t]+\w+(\[)"), "type parameters"),
    (re.compile(r"[ \t]*(except[ \t]*\*)"), "except* clauses"),
]
# What a bracket closes with, or what ends a statement, is what a reader misses first.
_MISSED_FIRST = ("RPAR", "RSQB", "RBRACE", "_NEWLINE", "COLON")


def parse_file(source: Source, dialect: bool = False) -> ast.File:
    """All classes and functions of a text. Errors: MJ1001 and others of MJ10xx."""
    with deep_recursion():
        builder = _Builder(source, dialect)
        made = builder.file(_parse(source, "file"))
        raise_all(builder.refused)
        return made


def parse_expression(source: Source, dialect: bool = False) -> ast.Expr:
    """One expression, such as a type."""
    with deep_recursion():
        tree = _parse(source, "expression_only")
        return _Builder(source, dialect).expr(next(iter(_trees(tree))))


def _parse(source: Source, start: str) -> Tree[Token]:
    text = source.text
    # The grammar ends every line, and the file's last line may lack its end.
    ended = text if text.endswith("\n") or start != "file" else text + "\n"
    try:
        return parse(ended, start)
    except UnexpectedToken as e:
        at = e.token.start_pos if e.token.start_pos is not None else len(text)
        width = len(e.token) if e.token.type not in ("$END", "_NEWLINE", "_DEDENT") else 1
        found = _SPELLED.get(e.token.type, str(e.token))
        line = text.rfind("\n", 0, at) + 1
        for pattern, what in _OTHER_STATEMENTS:
            found_there = pattern.match(text, line)
            if found_there:
                where = SourceRange(source, found_there.start(1), found_there.end(1))
                raise unsupported(where, what) from None
        raise _expected(source, at, width, e.accepts or e.expected, found) from None
    except UnexpectedCharacters as e:
        at = e.pos_in_stream or 0
        where = SourceRange(source, at, at + 1)
        raise error("MJ1001", where, expected="a valid token", found=f"'{text[at]}'") from None
    except (UnexpectedEOF, UnexpectedInput):
        raise _expected(source, len(text), 1, ("_NEWLINE",), "eof") from None
    except TooDeep as e:
        raise error(
            "MJ1007", SourceRange(source, e.at, e.at + 1), limit=LIMITS["max_nesting"]
        ) from None
    except Exception as e:
        if type(e).__name__ == "DedentError":
            raise error("MJ1001", SourceRange(source, 0, 0), expected="a consistent indentation",
                        found="an unindent that matches no outer level") from None  # fmt: skip
        raise


def _expected(source: Source, at: int, width: int, names: Any, found: str) -> Error:
    missed = [name for name in _MISSED_FIRST if name in names]
    spelled = sorted({_spell(n) for n in missed[:1] or names})
    listed = " or ".join(spelled) if len(spelled) <= 4 else "ident"
    where = SourceRange(source, at, at + max(width, 1))
    return error("MJ1001", where, expected=listed or "ident", found=f"'{found}'")


def _spell(name: str) -> str:
    return _SPELLED.get(name, name.lower() if name.isalpha() else name)


class _Builder:
    def __init__(self, source: Source, dialect: bool) -> None:
        self.source = source
        self.dialect = dialect
        self.depth = 0
        self.refused: list[Diagnostic] = []
        self.max_depth = int(LIMITS["max_nesting"])

    # Places.

    def range(self, tree: Tree[Token] | Token) -> SourceRange:
        if isinstance(tree, Token):
            return SourceRange(self.source, tree.start_pos or 0, tree.end_pos or 0)
        meta = tree.meta
        if meta.empty:
            return SourceRange(self.source, 0, 0)
        return SourceRange(self.source, meta.start_pos, meta.end_pos)

    def refuse(self, tree: Tree[Token] | Token, what: str) -> Error:
        return unsupported(self.range(tree), what)

    def check(self, tree: Any) -> None:
        """Refuses what is never accepted, and what archives may not hold."""
        if tree.data in _REFUSED:
            raise self.refuse(tree, _REFUSED[tree.data])
        if tree.data == "async_":
            raise self.refuse(tree, _ASYNC[tree.children[0].data])
        if tree.data == "global_":
            is_global = self.range(tree).text.startswith("global")
            raise self.refuse(tree, f"{'global' if is_global else 'nonlocal'} variables")
        if self.dialect and tree.data in _USER_ONLY:
            raise self.refuse(tree, f"{_USER_ONLY[tree.data]} in an archive")

    # Files, classes, functions.

    def file(self, tree: Tree[Token]) -> ast.File:
        made = ast.File(self.source, [], [])
        for index, item in enumerate(_trees(tree)):
            if item.data == "import_":
                continue
            if item.data == "semicolon":
                self.check(item)
                continue
            if item.data == "assign" and self._is_version_line(index, item):
                continue
            stmt = self.stmt(item)
            if isinstance(stmt, ast.ClassDef):
                made.classes.append(stmt)
            elif isinstance(stmt, ast.Def):
                made.functions.append(stmt)
            else:
                raise error("MJ1004", self.range(item))
        return made

    def _is_version_line(self, index: int, item: Tree[Token]) -> bool:
        return index == 0 and self.range(item).text.startswith("op_version_set")

    def body(self, tree: Tree[Token]) -> ast.Body:
        made: ast.Body = []
        self.enter(tree)
        for item in _trees(tree):
            if item.data == "with_":
                made.append(self.with_(item))
            elif item.data == "semicolon":
                self.check(item)
            else:
                made += self.told(item)
        self.depth -= 1
        return made

    def told(self, item: Tree[Token]) -> ast.Body:
        """A statement; in a user's source what is refused in it does not hide the next."""
        depth = self.depth
        try:
            return [self.stmt(item)]
        except Error as found:
            if self.dialect or found.id != "MJ1002":
                raise
            self.depth = depth
            self.refused += (found.diagnostic, *found.others)
            return [ast.Pass(self.range(item))]

    def enter(self, tree: Tree[Token]) -> None:
        self.depth += 1
        if self.depth > self.max_depth:
            raise error("MJ1007", self.range(tree), limit=self.max_depth)

    def define(self, tree: Tree[Token]) -> ast.Def:
        name, formals, returns, block = tree.children
        assert isinstance(name, Token)
        assert isinstance(block, Tree)
        parameters = self.parameters(formals) if isinstance(formals, Tree) else []
        result = self.expr(returns) if isinstance(returns, Tree) else None
        last: Any = returns or formals or name
        where = SourceRange(self.source, self.range(tree).start, self.range(last).end)
        made = ast.Def(where, str(name), parameters, result, self.body(block))
        if not self.dialect:
            start = self.range(name).end
            first = next((s for s in made.body if not _is_docstring(s)), None)
            end = first.range.start if first is not None else self.range(tree).end
            apply_type_comments(made, SourceRange(self.source, start, end))
        return made

    def parameters(self, tree: Tree[Token]) -> list[ast.Parameter]:
        made: list[ast.Parameter] = []
        keyword_only = False
        for item in _trees(tree):
            self.check(item)
            if item.data == "keyword_marker":
                keyword_only = True
                continue
            name, annotation, *default = item.children
            where, kind = self.range(item), self.maybe(annotation)
            rest = {"rest_positional": "*", "rest_keyword": "**"}.get(item.data, "")
            value = self.maybe(default[0]) if default else None
            made.append(ast.Parameter(where, str(name), kind, value, keyword_only, rest))
            keyword_only = keyword_only or rest == "*"
        return made

    def class_(self, tree: Tree[Token]) -> ast.ClassDef:
        name, *bases, block = tree.children
        assert isinstance(block, Tree)
        found = [self.expr(b) for b in bases if isinstance(b, Tree) and b.data != "keyword"]
        body = self.body(block)
        return ast.ClassDef(self.range(name), str(name), found, body)

    # Statements.

    def stmt(self, tree: Tree[Token]) -> ast.Stmt:
        self.check(tree)
        where = self.range(tree)
        kids: list[Any] = tree.children
        match tree.data:
            case "expression_statement":
                return ast.Expression(where, self.expr(kids[0]))
            case "assign":
                targets = [self.expr(t) for t in kids[:-1]]
                return ast.Assign(where, targets, self.expr(kids[-1]))
            case "annotated":
                target, annotation, value = kids
                target = self.expr(target)
                return ast.Annotated(where, target, self.expr(annotation), self.maybe(value))
            case "augmented":
                return ast.Augmented(where, self.expr(kids[0]), kids[1][:-1], self.expr(kids[2]))
            case "return_":
                return ast.Return(where, self.maybe(kids[0]))
            case "break_" | "continue_" | "pass_":
                return _SIMPLE[tree.data](where)
            case "assert_":
                return ast.Assert(where, self.expr(kids[0]), self.maybe(kids[1]))
            case "raise_":
                return ast.Raise(where, self.maybe(kids[0]))
            case "delete":
                return ast.Delete(where, [self.expr(t) for t in _trees(tree) if t.data != "comma"])
            case "if_":
                return self.if_(where, [k for k in kids if k is not None])
            case "while_":
                condition = self.expr(kids[0])
                return ast.While(where, condition, self.body(kids[1]), self.loop_else(kids[2]))
            case "for_":
                target, iterable = self.targets(kids[0]), self.expr(kids[1])
                body = self.body(kids[2])
                return ast.For(where, target, iterable, body, self.loop_else(kids[3]))
            case "try_":
                return self.try_(where, kids)
            case "with_":
                return self.with_(tree)
            case "define":
                return self.define(tree)
            case "class_":
                return self.class_(tree)
            case "decorated":
                inner = self.stmt(kids[-1])
                assert isinstance(inner, ast.Def | ast.ClassDef)
                inner.decorators = [self.expr(d.children[0]) for d in kids[:-1]]
                return inner
        raise error("MJ9001", where, detail=f"no builder for {tree.data}")

    def loop_else(self, tree: Any) -> ast.Body:
        if tree is None:
            return []
        self.check(tree)
        return self.body(tree.children[0])

    def try_(self, where: SourceRange, kids: list[Any]) -> ast.Try:
        block, *rest, orelse, final = kids
        handlers = []
        for head, body in zip(rest[0::2], rest[1::2], strict=True):
            kind, name = head.children
            handlers.append(
                ast.Handler(self.range(head), self.maybe(kind), str(name or ""), self.body(body))
            )
        after = [] if orelse is None else self.body(orelse)
        last = [] if final is None else self.body(final)
        return ast.Try(where, self.body(block), handlers, after, last)

    def if_(self, where: SourceRange, kids: list[Any]) -> ast.If:
        condition, block, *rest = kids
        body = self.body(block)
        orelse: ast.Body = []
        if len(rest) == 1:
            orelse = self.body(rest[0])
        elif rest:
            inner = SourceRange(self.source, self.range(rest[0]).start, where.end)
            self.enter(rest[0])
            orelse = [self.if_(inner, rest)]
            self.depth -= 1
        return ast.If(where, self.expr(condition), body, orelse)

    def with_(self, tree: Tree[Token]) -> ast.With:
        *items, block = _trees(tree)
        body = self.body(block)
        for item in reversed(items if self.dialect else _in_parentheses(items)):
            self.check(item)
            manager, target = item.children
            made = ast.With(self.range(item), self.expr(manager), self.maybe(target), body)
            body = [made]
        return made

    # Expressions.

    def maybe(self, tree: Any) -> ast.Expr | None:
        return None if tree is None else self.expr(tree)

    def exprs(self, tree: Tree[Token]) -> list[ast.Expr]:
        return [self.expr(t) for t in _trees(tree) if t.data != "comma"]

    def targets(self, tree: Tree[Token]) -> ast.Expr:
        return self.testlist(tree)

    def testlist(self, tree: Tree[Token]) -> ast.Expr:
        items = self.exprs(tree)
        if len(items) == 1 and not _has_comma(tree) and not isinstance(items[0], ast.Starred):
            return items[0]
        return ast.Tuple(self.range(tree), items)

    def expr(self, tree: Any) -> ast.Expr:
        self.enter(tree)
        made = self._expr(tree)
        self.depth -= 1
        return made

    def _expr(self, tree: Tree[Token]) -> ast.Expr:
        self.check(tree)
        where = self.range(tree)
        kids: list[Any] = tree.children
        match tree.data:
            case "testlist" | "targets":
                return self.testlist(tree)
            case "name":
                return ast.Name(where, str(kids[0]))
            case "attribute":
                return ast.Attribute(where, self.expr(kids[0]), str(kids[1]))
            case "call":
                return self.call(tree)
            case "int_":
                return self.int_(kids[0])
            case "float_":
                self.no_underscore(kids[0])
                return ast.Float(where, float(kids[0]))
            case "string":
                return self.string(tree)
            case "none" | "true" | "false" | "ellipsis":
                return _LITERALS[tree.data](where)
            case "empty_tuple":
                return ast.Tuple(where, [])
            case "parenthesised":
                inner = self.testlist(kids[0])
                if isinstance(inner, ast.Tuple):
                    inner.range = where
                return inner
            case "empty_list":
                return ast.List(where, [])
            case "list_":
                return ast.List(where, self.exprs(kids[0]))
            case "subscript":
                return self.subscript(tree)
            case "slice":
                start, _, stop, step = self.slice_parts(kids)
                return ast.Slice(where, start, stop, step)
            case "unary":
                return ast.Unary(where, str(kids[0]), self.expr(kids[1]))
            case "not_":
                return ast.Unary(where, "not", self.expr(kids[0]))
            case "binary":
                return ast.Binary(where, str(kids[1]), self.expr(kids[0]), self.expr(kids[2]))
            case "bit_or" | "bit_xor" | "bit_and" | "pow":
                return ast.Binary(where, _BINARY[tree.data], self.expr(kids[0]), self.expr(kids[1]))
            case "compare":
                operators = [_COMPARE.get(k.data) or str(k.children[0]) for k in kids[1::2]]
                return ast.Compare(where, operators, [self.expr(k) for k in kids[0::2]])
            case "and_":
                return ast.And(where, [self.expr(k) for k in kids])
            case "or_":
                return ast.Or(where, [self.expr(k) for k in kids])
            case "ternary":
                then, condition, orelse = (self.expr(k) for k in kids)
                return ast.Ternary(where, condition, then, orelse)
            case "starred":
                return ast.Starred(where, self.expr(kids[0]))
            case "empty_dict":
                return ast.Dict(where, [], [])
            case "dict_":
                pairs = list(_trees(tree))
                for pair in pairs:
                    self.check(pair)
                expanded = [p.data == "dict_expansion" for p in pairs]
                keys = [
                    None if alone else self.expr(p.children[0])
                    for p, alone in zip(pairs, expanded, strict=True)
                ]
                return ast.Dict(where, keys, [self.expr(p.children[-1]) for p in pairs])
            case "list_comprehension":
                clauses = self.clauses(kids[1:])
                return ast.ListComprehension(where, self.expr(kids[0]), clauses)
            case "dict_comprehension":
                clauses = self.clauses(kids[2:])
                key, value = self.expr(kids[0]), self.expr(kids[1])
                return ast.DictComprehension(where, key, value, clauses)
            case "generator" | "generator_atom":
                clauses = self.clauses(kids[1:])
                return ast.Generator(where, self.expr(kids[0]), clauses)
            case "set_":
                return ast.Set(where, self.exprs(kids[0]))
            case "set_comprehension":
                clauses = self.clauses(kids[1:])
                return ast.SetComprehension(where, self.expr(kids[0]), clauses)
            case "walrus":
                target = ast.Name(self.range(kids[0]), str(kids[0]))
                return ast.AssignmentExpr(where, target, self.expr(kids[1]))
            case "lambda_":
                formals, body = kids
                return ast.Lambda(where, self.untyped(formals), self.expr(body))
            case "imaginary":
                return ast.Imaginary(where, float(kids[0][:-1]))
        raise error("MJ9001", where, detail=f"no builder for {tree.data}")

    def clauses(self, fors: list[Any]) -> list[ast.Clause]:
        if self.dialect and len(fors) > 1:
            raise self.refuse(fors[1], "comprehensions with several `for`")
        made = []
        for clause in fors:
            target, iterable, *conditions = clause.children
            tests = [self.expr(c.children[0]) for c in conditions]
            made.append(
                ast.Clause(self.range(clause), self.targets(target), self.expr(iterable), tests)
            )
        return made

    def untyped(self, tree: Any) -> list[ast.Parameter]:
        """The parameters of a lambda: names, some followed by a default."""
        made: list[ast.Parameter] = []
        for item in [] if tree is None else tree.children:
            if isinstance(item, Token):
                made.append(ast.Parameter(self.range(item), str(item), None, None))
            elif item is not None and item.data == "rest_untyped":
                stars, name = item.children
                where = self.range(item)
                made.append(ast.Parameter(where, str(name), None, None, rest=str(stars)))
            elif item is not None:
                made[-1].default = self.expr(item)
        return made

    def call(self, tree: Tree[Token]) -> ast.Call:
        callee, *rest = tree.children
        args: list[ast.Expr] = []
        keywords: list[ast.Keyword] = []
        for item in rest:
            if item is None:
                continue
            assert isinstance(item, Tree)
            if item.data == "keyword":
                name, value = item.children
                keywords.append(ast.Keyword(self.range(item), str(name), self.expr(value)))
            elif item.data == "double_starred":
                self.check(item)
                keywords.append(ast.Keyword(self.range(item), "", self.expr(item.children[0])))
            elif keywords and item.data != "starred":
                raise error("MJ1008", self.range(item))
            else:
                args.append(self.expr(item))
        return ast.Call(self.range(tree), self.expr(callee), args, keywords)

    def subscript(self, tree: Tree[Token]) -> ast.Subscript:
        base, *rest = tree.children
        trees: list[Any] = [t for t in rest if isinstance(t, Tree) and t.data != "comma"]
        items = [self.expr(t) for t in trees]
        if len(items) == 1 and not any(isinstance(t, Tree) and t.data == "comma" for t in rest):
            index = items[0]
        else:
            where = SourceRange(self.source, items[0].range.start, items[-1].range.end)
            index = ast.Tuple(where, items)
        return ast.Subscript(self.range(tree), self.expr(base), index)

    def slice_parts(self, kids: list[Any]) -> list[ast.Expr | None]:
        parts: list[ast.Expr | None] = []
        for kid in kids:
            is_colon = isinstance(kid, Tree) and kid.data == "colon"
            parts.append(None if kid is None or is_colon else self.expr(kid))
        return parts

    # Literals.

    def no_underscore(self, token: Token) -> None:
        if self.dialect and "_" in token:
            raise self.refuse(token, "`_` in numbers in an archive")

    def int_(self, token: Token) -> ast.Int:
        self.no_underscore(token)
        if len(token) > 1 and token.isdigit() and token.strip("0") and token[0] == "0":
            raise error("MJ1003", self.range(token), text=str(token))
        try:
            value = int(token, 0) if token.strip("0_") != "" else 0
        except ValueError:
            raise error("MJ1003", self.range(token), text=str(token)) from None
        if value > 1 << 63:
            raise error("MJ1003", self.range(token), text=str(token))
        return ast.Int(self.range(token), value)

    def string(self, tree: Tree[Token]) -> ast.Expr:
        texts: list[str] = [""]
        values: list[ast.Expr] = []
        formatted = False
        for token in tree.children:
            assert isinstance(token, Token)
            prefix = re.match(r"[a-zA-Z]*", token).group().lower()  # type: ignore[union-attr]
            if self.dialect:
                if prefix:
                    raise self.refuse(token, "string prefixes in an archive")
                texts[-1] += self.decode(token)
            elif "b" in prefix:
                raise self.refuse(token, "bytes literals")
            elif "f" in prefix:
                formatted = True
                more, found = self.format_string(token)
                texts[-1] += more[0]
                texts += more[1:]
                values += found
            else:
                texts[-1] += self.by_python(token).value
        if formatted:
            return ast.Format(self.range(tree), texts, values)
        return ast.String(self.range(tree), texts[0])

    def by_python(self, token: Token) -> Any:
        """A literal as Python's own parser reads it."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of escapes that a later Python may refuse
                return python_ast.parse(str(token), mode="eval").body
        except SyntaxError as found:
            raise error("MJ1005", self.range(token), detail=found.msg) from None

    def format_string(self, token: Token) -> tuple[list[str], list[ast.Expr]]:
        """The literal parts and the values of an f-string, read by Python's own parser."""
        joined = self.by_python(token)
        texts, values = [""], []
        for part in joined.values:
            if isinstance(part, python_ast.Constant):
                texts[-1] += str(part.value)
                continue
            if part.format_spec is not None:
                raise self.refuse(token, _FORMATS)
            if part.conversion != -1:
                shown = f"conversions in f-strings (`!{chr(part.conversion)}`)"
                names_itself = texts[-1].rstrip().endswith("=") and "!" not in token
                raise self.refuse(token, _SELF_NAMING if names_itself else shown)
            inner = parse_expression(Source(self.source.name, python_ast.unparse(part.value)))
            move(inner, self.range(token))
            values.append(inner)
            texts.append("")
        return texts, values

    def decode(self, token: Token) -> str:
        """The text of a literal of an archive (escapes of torch-formats.md §7.2)."""
        quote = token[:3] if token[:3] in ('"""', "'''") and len(token) >= 6 else token[0]
        text = token[len(quote) : -len(quote)]
        out = bytearray()
        at = 0
        while at < len(text):
            c = text[at]
            if c != "\\":
                out += c.encode("utf-8", "surrogateescape")
                at += 1
                continue
            after = text[at + 1 : at + 2]
            octal = re.match(r"[0-3][0-7]{2}", text[at + 1 : at + 4])
            if after in _ESCAPES:
                out += _ESCAPES[after]
                at += 2
            elif octal:
                out.append(int(octal.group(), 8))
                at += 4
            else:
                start = (token.start_pos or 0) + len(quote) + at
                where = SourceRange(self.source, start, start + 2)
                raise error("MJ1005", where, detail=f"unknown escape \\{after}")
        return out.decode("utf-8", "surrogateescape")


def move(node: Any, where: SourceRange) -> Any:
    """Gives an expression and all below it one range; returns it."""
    node.range = where
    for name in type(node).__slots__:
        value = getattr(node, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ast.Expr | ast.Keyword):
                move(item, where)
    return node


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [t for t in tree.children if isinstance(t, Tree)]


def _in_parentheses(items: list[Tree[Token]]) -> list[Tree[Token]]:
    """The items of a with statement; `(a, b)` are two, as they are for Python."""
    if len(items) != 1 or items[0].children[1] is not None:
        return items
    manager = items[0].children[0]
    if not isinstance(manager, Tree) or manager.data != "parenthesised":
        return items
    inner = manager.children[0]
    if not isinstance(inner, Tree) or not _has_comma(inner):
        return items
    return [Tree("with_item", [each, None], each.meta) for each in _trees(inner)
            if each.data != "comma"]  # fmt: skip


def _has_comma(tree: Tree[Token]) -> bool:
    return any(t.data == "comma" for t in _trees(tree)) or len(_trees(tree)) > 1


def _is_docstring(stmt: ast.Stmt) -> bool:
    return isinstance(stmt, ast.Expression) and isinstance(stmt.value, ast.String)
