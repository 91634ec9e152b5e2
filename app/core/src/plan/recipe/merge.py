import json, os, sys

path, wanted = sys.argv[1], json.loads(sys.argv[2])


def refuse(reason):
    sys.exit("%s: %s; nothing was changed" % (path, reason))


def once(members):
    names = [name for name, _ in members]
    for name in names:
        if names.count(name) > 1:
            refuse("%s stands twice" % json.dumps(name))
    return dict(members)


def merge(have, want, place):
    for name, value in want.items():
        old = have.get(name)
        if old is None:
            have[name] = value
        elif type(old) is not type(value):
            refuse("%s is no %s" % (json.dumps(place + name), type(value).__name__))
        elif isinstance(value, dict):
            merge(old, value, place + name + ".")
        elif isinstance(value, list):
            old.extend(item for item in value if item not in old)
        else:
            have[name] = value


text = ""
if os.path.exists(path):
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
try:
    config = json.loads(text if text.strip() else "{}", object_pairs_hook=once)
except ValueError as error:
    refuse(error)
if not isinstance(config, dict):
    refuse("it holds no object")
before = json.dumps(config)
merge(config, wanted, "")
if json.dumps(config) != before:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(config, file, indent=4, ensure_ascii=False)
        file.write("\n")
