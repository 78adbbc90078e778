"""The words that a hunspell dictionary knows: its stems with one prefix and one suffix applied."""
import re

MOST = 600_000


def text_of(data, encoding):
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return data.decode("latin-1")


def encoding_of(rules):
    match = re.search(rb"^SET\s+(\S+)", rules, re.M)
    return match.group(1).decode("ascii") if match else "latin-1"


def flags_of(word, kind):
    if kind == "num":
        return word.split(",")
    if kind == "long":
        return [word[at:at + 2] for at in range(0, len(word), 2)]
    return list(word)


class Rule:
    def __init__(self, strip, add, condition, is_prefix):
        self.strip = "" if strip == "0" else strip
        self.add = "" if add == "0" else add
        self.is_prefix = is_prefix
        self.condition = re.compile("^" + condition if is_prefix else condition + "$") \
            if condition != "." else None

    def apply(self, stem):
        if self.condition and not self.condition.search(stem):
            return None
        if self.is_prefix:
            return self.add + stem[len(self.strip):] if stem.startswith(self.strip) else None
        if self.strip and not stem.endswith(self.strip):
            return None
        return stem[:len(stem) - len(self.strip)] + self.add


def read_rules(text):
    rules, kind, aliases = {}, "char", []
    for line in text.split("\n"):
        parts = line.split()
        if len(parts) > 1 and parts[0] == "FLAG":
            kind = parts[1].lower()
        elif len(parts) > 1 and parts[0] == "AF":
            aliases.append(parts[1])
        elif len(parts) > 4 and parts[0] in ("PFX", "SFX"):
            add = parts[3].split("/")[0]
            try:
                rule = Rule(parts[2], add, parts[4], parts[0] == "PFX")
            except re.error:
                continue
            rules.setdefault(parts[1], []).append(rule)
    return rules, kind, aliases[1:]


def expand(data, rules_data):
    """All forms, sorted, at most MOST of them, evenly chosen."""
    encoding = encoding_of(rules_data)
    rules, kind, aliases = read_rules(text_of(rules_data, encoding))
    forms = set()
    for line in text_of(data, encoding).split("\n")[1:]:
        entry = line.split("\t")[0].split(" ")[0].strip()
        stem, _, flags = entry.partition("/")
        if not stem:
            continue
        forms.add(stem)
        if flags.isdigit() and aliases and int(flags) <= len(aliases):
            flags = aliases[int(flags) - 1]
        for flag in flags_of(flags, kind):
            for rule in rules.get(flag, ()):
                form = rule.apply(stem)
                if form:
                    forms.add(form)
        if len(forms) > 4_000_000:
            break
    forms = sorted(forms)
    step = max(1, -(-len(forms) // MOST))
    return forms[::step]
