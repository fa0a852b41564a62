// The plugin lies in the cache, not beside this file: NODE_PATH finds it.
module.exports = {
    printWidth: 88,
    tabWidth: 4,
    bracketSpacing: false,
    trailingComma: "es5",
    proseWrap: "preserve",
    xmlWhitespaceSensitivity: "preserve",
    xmlSelfClosingSpace: true,
    plugins: [require.resolve("@prettier/plugin-xml")],
};
