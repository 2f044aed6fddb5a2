// Puts the same entries into files by the means of one tool: node edit.cjs TOOL KIND ROUNDS < jobs.json
// A job names the original, the copy that is edited, and a copy of that for a second run. See run.

const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const installed = createRequire(path.join(process.cwd(), 'package.json'));
const entries = JSON.parse(fs.readFileSync(path.join(process.cwd(), 'entries.json'), 'utf8'));
// What tools print is not ours to show.
const say = console.log;
console.log = console.warn = console.error = () => {};

const strings = values => `<array>${values.map(value => `<string>${value}</string>`).join('')}</array>`;

const tools = {
    'cordova-common': {
        plist(file) {
            const { ConfigFile } = installedFile('cordova-common', 'src/ConfigChanges/ConfigFile');
            const config = new ConfigFile(path.dirname(file), 'ios', path.basename(file));
            for (const [key, values] of Object.entries(entries.plist)) {
                config.graft_child(key, { xml: strings(values) });
            }
            config.save();
        },
        manifest(file) {
            const { ConfigFile } = installedFile('cordova-common', 'src/ConfigChanges/ConfigFile');
            const config = new ConfigFile(path.dirname(file), 'windows', path.basename(file));
            for (const { parent, xml } of entries.manifest) {
                config.graft_child(`/Package${parent}`, { xml });
            }
            config.save();
        },
    },
    trapeze: {
        async plist(file) {
            const { PlistFile, VFS } = trapeze();
            const vfs = new VFS();
            const list = new PlistFile(file, vfs);
            await list.load();
            await list.merge(entries.plist);
            await vfs.commitAll();
        },
        async manifest(file) {
            const { XmlFile, VFS } = trapeze();
            const vfs = new VFS();
            const manifest = new XmlFile(file, vfs);
            await manifest.load();
            if (!manifest.getDocumentElement()) {
                throw new Error('not read');
            }
            for (const { parent, xml } of entries.manifest) {
                const names = parent.split('/').filter(name => name);
                // Merged, not injected, so that a second run can find what is there.
                const wrapped = names.reduceRight((inner, name) => `<${name}>${inner}</${name}>`, xml);
                manifest.mergeFragment('/Package', `<Package>${wrapped}</Package>`);
            }
            await vfs.commitAll();
        },
    },
    'expo config-plugins': {
        async plist(file) {
            const { BaseMods } = installed('@expo/config-plugins');
            const { infoPlist } = BaseMods.getIosModFileProviders();
            const config = { ios: {}, modRequest: { introspect: false } };
            const list = await infoPlist.read(file, config);
            for (const [key, values] of Object.entries(entries.plist)) {
                const there = list[key] ?? [];
                list[key] = [...there, ...values.filter(value => !there.includes(value))];
            }
            await infoPlist.write(file, { ...config, modResults: list });
        },
    },
};

function installedFile(name, file) {
    const module = require(path.join(path.dirname(installed.resolve(`${name}/package.json`)), file));
    return module.ConfigFile ? module : { ConfigFile: module };
}

function trapeze() {
    const { PlistFile, XmlFile, VFS } = installed('@trapezedev/project');
    return { PlistFile, XmlFile, VFS };
}

async function main() {
    const [tool, kind, rounds] = process.argv.slice(2);
    const edit = tools[tool][kind];
    const jobs = JSON.parse(fs.readFileSync(0, 'utf8'));
    const results = [];
    for (const { original, copy, second } of jobs) {
        const result = { error: null, ms: null };
        try {
            for (let round = 0; round < Number(rounds); round++) {
                fs.copyFileSync(original, copy);
                const begin = process.hrtime.bigint();
                await edit(copy);
                const ms = Number(process.hrtime.bigint() - begin) / 1e6;
                result.ms = result.ms === null ? ms : Math.min(result.ms, ms);
            }
            fs.copyFileSync(copy, second);
            await edit(second);
        } catch (error) {
            result.error = String(error.message ?? error).split('\n')[0].slice(0, 200);
        }
        results.push(result);
    }
    say(JSON.stringify(results));
}

main();
