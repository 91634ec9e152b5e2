import json, os, re, sys, uuid

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
        elif place == "runtimes.":
            # An entry that can start something stays as it is.
            if not (old.get("path") or old.get("runtimeType")):
                old["path"] = value["path"]
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
# A number stays as it is written: as a string behind a mark that nothing else begins with.
mark = uuid.uuid4().hex


class Number(str):
    pass


def number(digits):
    return Number(mark + digits)


def constant(name):
    refuse("%s is no JSON" % name)


try:
    config = json.loads(
        text if text.strip() else "{}",
        object_pairs_hook=once,
        parse_int=number,
        parse_float=number,
        parse_constant=constant,
    )
except ValueError as error:
    refuse(error)
if not isinstance(config, dict):
    refuse("it holds no object")
before = json.dumps(config)
merge(config, wanted, "")
if json.dumps(config) != before:
    merged = json.dumps(config, indent=4, ensure_ascii=False)
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub('"%s([^"]*)"' % mark, r"\1", merged) + "\n")
