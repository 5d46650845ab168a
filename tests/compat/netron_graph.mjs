// Prints as JSON what Netron's own parser makes of a model: its format and, for each graph, the types of its nodes.
// Arguments: the folder of the netron package, a model.
import * as fs from 'fs';
import * as path from 'path';

const [, , netron, model] = process.argv;
const load = (name) => import(path.join(netron, name));
const base = await load('base.js');
const view = await load('view.js');

// What the viewer asks of the program around it.
const host = {
    environment: () => null,
    require: (id) => load(`${id}.js`),
    asset: async (file) => fs.readFileSync(path.join(netron, file), 'utf-8'),
    fetch: async () => { throw new Error('nothing else is there'); },
    error: (error) => { throw error; },
    exception: (error) => { throw error; },
    event: () => {},
    message: () => {},
    window: { Promise }
};

class Context {
    constructor() {
        this.host = host;
        this.identifier = path.basename(model);
        this.stream = new base.BinaryStream(fs.readFileSync(model));
    }
    asset(file) { return host.asset(file); }
    fetch(file) { return host.fetch(file); }
    require(id) { return host.require(id); }
    error(error) { throw error; }
}

const found = await new view.ModelFactoryService(host).open(new Context());
const modules = found.modules || found.graphs;
console.log(JSON.stringify({
    format: found.format,
    graphs: modules.map((graph) => graph.nodes.map((node) => node.type.name))
}));
