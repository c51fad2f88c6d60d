// Teaches httpyac the references to earlier answers that REST Client and Visual Studio write: {{name.response.body.$.path}}, {{name.response.headers.Name}}.
const answers = new Map();

function member(value, path) {
  return path.match(/[^.[\]]+/g).reduce((found, name) => (found === undefined || found === null ? undefined : found[name]), value);
}

function read(name, part, path) {
  const answer = answers.get(name);
  if (answer === undefined) throw new Error(`${name} has not been answered yet`);
  const found = part === 'headers' ? answer.headers[path.toLowerCase()] : member(answer.parsedBody, path.replace(/^\$/, ''));
  if (found === undefined || found === null) throw new Error(`the answer of ${name} has no ${path}`);
  return typeof found === 'object' ? JSON.stringify(found) : String(found);
}

module.exports = {
  configureHooks(api) {
    api.hooks.onResponse.addHook('keepAnswer', (response, context) => {
      const name = context.httpRegion.metaData.name;
      if (name) answers.set(name, response);
    });
    api.hooks.replaceVariable.addHook(
      'readAnswer',
      (text) => (typeof text === 'string' ? text.replace(/\{\{\s*(\w+)\.response\.(body|headers)\.([^}\s]+)\s*\}\}/g, (_, name, part, path) => read(name, part, path)) : text),
      { before: ['javascript'] },
    );
  },
};
