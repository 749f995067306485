/* Interpret a query and find its hits: ids, words, phrases, and corrections of mistyped words.
   Nothing here needs a page: `load` loads a file of the index by its name and mark. Their content is described in
   _ext/progress_report/outputs/search/search_data.py. */
"use strict";

const ReportQuery = (() => {
  const { clean, words, runs, stem, isStopword, spans } = ReportText;

  // The weights of matches: see the weights in search_data.py.
  const WEIGHT = 7;
  const WHOLE_WORD = 4;
  // The number of documents whose texts are read to find a phrase; more are read on demand.
  const READ_FOR_PHRASE = 30;
  // The most words of a query.
  const MOST_WORDS = 32;
  // The number of mistyped letters by the length of a word.
  const MISTYPED = (word) => (word.length < 4 ? 0 : word.length < 6 ? 1 : 2);

  // Spellings of British and American English, in both directions.
  const VARIANTS = [
    [/([bt])re(?=s?$)/, "$1er"],
    [/([bt])er(?=s?$)/, "$1re"],
    [/(?<=..)our/, "or"],
    [/(?<=..)or(?!y)/, "our"],
    [/(?<=..)is(?=e|ing|ation)/, "iz"],
    [/(?<=..)iz(?=e|ing|ation)/, "is"],
    [/ys(?=e|ing)/, "yz"],
    [/yz(?=e|ing)/, "ys"],
    [/ll(?=ed|ing|er)/, "l"],
    [/(?<=[aeiou])l(?=ed|ing|er)/, "ll"],
    [/ogue/, "og"],
    [/og(?=s?$)/, "ogue"],
    [/ence(?=s?$)/, "ense"],
    [/ense(?=s?$)/, "ence"],
    [/gramme/, "gram"],
    [/gram(?=s?$)/, "gramme"],
    [/grey/, "gray"],
    [/gray/, "grey"],
    [/artefact/, "artifact"],
    [/artifact/, "artefact"],
  ];

  /** The core data, prepared for queries. */
  function prepare(data) {
    const things = data.things.map(([kind, id, title, ...aka], number) => ({ kind, id, title, aka, number }));
    const byKey = new Map();
    const byNumber = new Map();
    const add = (map, key, thing) => map.set(key, [...(map.get(key) ?? []), thing]);
    for (const thing of things) {
      for (const name of idsOf(thing)) add(byKey, keyOf(name), thing);
      if (thing.kind === "wbs") add(byKey, keyOf(data.prefix + thing.id), thing);
      // DLP-802 is found as 802, and DMTC-7400-2420 as 7400-2420.
      else if (thing.kind !== "month" && thing.kind !== "page") {
        add(byNumber, keyOf(thing.id.slice(thing.id.indexOf("-") + 1)), thing);
      }
    }
    const tickets = Object.entries(data.tickets).map(([head, numbers]) => {
      return { head, key: keyOf(head), numbers: new Set(numbers.split(" ")) };
    });
    const hosts = data.hosts.map(([address, id]) => [new RegExp(`^(?:${address})$`), id]);
    let start = things.length;
    const documents = data.documents.map(([name, address, count, month, mark]) => {
      const found = { name, address, month, start, mark: mark ?? data.months[month][2] };
      start += count;
      return found;
    });
    const prefixes = new Set(tickets.map(({ key }) => key));
    for (const { kind, id } of things) {
      if ((kind === "milestone" || kind === "document") && id.includes("-")) prefixes.add(keyOf(id.slice(0, id.indexOf("-"))));
    }
    const subjects = new Map();
    for (let at = 0, place = things.length; at < data.subjects.length; at += 2) {
      place += data.subjects[at];
      subjects.set(place, things[data.subjects[at + 1]]);
    }
    const dueOf = new Map(Object.entries(data.due).flatMap(([date, all]) => all.map((number) => [number, date])));
    return { ...data, dueOf, things, prefixes, byKey, byNumber, tickets, hosts, documents, subjects, size: start };
  }

  const idsOf = (thing) => (thing.kind === "page" ? [] : thing.kind === "month" ? [thing.id] : [thing.id, ...thing.aka]);

  /** An id without regard to case, accents, hyphens, dots and blanks: dm10770 is DM-10770. */
  const keyOf = (text) => clean(text).toLowerCase().replace(/[\s._-]+/g, "");

  /** An id as the terms have it. */
  const termOf = (thing) => clean(thing.id).toLowerCase();

  const ticket = (head, number) => ({ kind: "ticket", id: head + number, title: "", aka: [] });
  const once = (things) => [...new Map(things.map((thing) => [thing.kind + thing.id, thing])).values()];

  /** The things of which a word is the id or an alias, in any spelling. */
  function exactly(core, word) {
    const key = keyOf(word);
    const found = [...(core.byKey.get(key) ?? [])];
    for (const { head, key: start, numbers } of core.tickets) {
      const number = key.slice(start.length);
      if (key.startsWith(start) && numbers.has(number)) found.push(ticket(head, number));
    }
    return once(found);
  }

  /** The thing that a pasted address ends in: its last part that is an id, else that of its host. */
  function pasted(core, word) {
    if (!word.includes("/")) return [];
    for (const [address, id] of core.hosts) {
      const fields = address.exec(word)?.groups;
      const found = fields ? exactly(core, id.replace(/\{(\w+)\}/g, (_, name) => fields[name])) : [];
      if (found.length) return found;
    }
    const whole = /^(?:[a-z][a-z\d+.-]*:\/\/|[a-z\d-]+(?:\.[a-z\d-]+)+\/)/i.test(word);
    const [, host, path] = /^(?:[a-z][a-z\d+.-]*:\/\/)?([^/?#]*)(.*)$/i.exec(word);
    const parts = [...host.split(".").reverse(), ...path.split(/[/?#=&]+/)].reverse();
    for (const part of parts) {
      let name = part;
      try {
        name = decodeURIComponent(part);
      } catch {
        // Not every % begins a character.
      }
      name = name.replace(/\.html?$/, "").replace(/[.)\]>]+$/, "");
      // In two words with a stroke between them, only one with a digit is an id.
      const isId = core.months.some(([id]) => id === name) || (/[a-z]/i.test(name) && (whole || /\d/.test(name)));
      const found = isId ? exactly(core, name) : [];
      if (found.length) return found;
    }
    return [];
  }

  /** The things that a word of a query can mean, best first. */
  function resolve(core, word) {
    const found = exactly(core, word);
    if (/^[\d-]+$/.test(word)) {
      const key = keyOf(word);
      found.push(...(core.byNumber.get(key) ?? []));
      for (const { head, numbers } of core.tickets) if (numbers.has(key)) found.push(ticket(head, key));
    }
    return once(found.length ? found : pasted(core, word));
  }

  /** The things whose ids begin so, or whose numbers do. */
  function beginning(core, word) {
    const key = keyOf(word);
    const head = /^[a-z]+(?=-[a-z])/i.exec(word);
    if (!/\d/.test(key) && !(head && core.prefixes.has(head[0].toLowerCase()))) return [];
    const found = core.things.filter((thing) => idsOf(thing).some((name) => keyOf(name).startsWith(key)));
    if (/^\d{3,}$/.test(key)) {
      for (const [number, things] of core.byNumber) if (number.startsWith(key)) found.push(...things);
    }
    for (const { head, key: start, numbers } of core.tickets) {
      if (!key.startsWith(start)) continue;
      for (const number of numbers) if (number.startsWith(key.slice(start.length))) found.push(ticket(head, number));
    }
    return once(found);
  }

  /** Whether a word looks like an id, though there may be no such thing: DM-99999. */
  function looksLikeId(core, word) {
    const parts = /^([a-z]+)[-_.]?\d/i.exec(word);
    return parts !== null && core.prefixes.has(parts[1].toLowerCase());
  }

  /** A name as that of a file, like `safe` in domain/page_names.py: Windows has devices with some names. */
  const safe = (name) => (/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ? `-${name}` : name);

  /** The range of numbers that contains an id, like `number_range` in domain/page_names.py. */
  function rangeOf(core, id) {
    const [, head, digits] = /^(.*?)(\d*)$/.exec(id);
    const group = head.replace(/-$/, "").trim();
    const part = /[^\p{L}\p{N}_.-]/u.test(group)
      ? group.replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "").toLowerCase()
      : group;
    const first = BigInt(digits) - (BigInt(digits) % BigInt(core.range));
    return safe([part, first, first + BigInt(core.range) - 1n].filter((each) => each !== "").join("-"));
  }

  /** The address of a thing, relative to the root, its anchor included. */
  function addressOf(core, thing) {
    if (thing.kind === "page") return thing.id;
    const fill = (name) => core.addresses[thing.kind].replace("ID", encodeURIComponent(name));
    if (thing.kind !== "ticket" && thing.kind !== "document") return fill(safe(thing.id));
    return `${fill(rangeOf(core, thing.id))}#${encodeURIComponent(thing.id.replaceAll(" ", "_").replaceAll("#", "~"))}`;
  }

  /** The one thing that a whole query is the id of; else null. */
  function target(core, query) {
    const text = clean(query).trim();
    const found = exactly(core, text);
    const meant = found.length ? found : pasted(core, text);
    return meant.length === 1 ? meant[0] : null;
  }

  /** What a reader may mean while still typing: exact ids, names, then ids and titles that begin so. */
  function suggest(core, query, limit) {
    const text = clean(query).trim();
    if (!keyOf(text)) return [];
    const typed = text.toLowerCase().split(/\s+/);
    const plain = (thing) => (thing.plain ??= clean([thing.title, ...thing.aka].join(" ")).toLowerCase());
    const found = [...resolve(core, text), ...core.things.filter((thing) => hasName(thing, nameOf(text)))];
    found.push(...beginning(core, text));
    const has = (test) => core.things.filter((thing) => thing.title && typed.every((word) => test(plain(thing), word)));
    found.push(...has((title, word) => word === typed[0] ? title.startsWith(word) : title.includes(` ${word}`)));
    found.push(...has((title, word) => title.startsWith(word) || title.includes(` ${word}`)));
    found.push(...has((title, word) => title.includes(word)));
    if (!found.length) found.push(...mistypedId(core, text));
    return once(found).slice(0, limit);
  }

  /* Interpretation. */

  /** What a text is called, without regard to case and endings. */
  const nameOf = (text) =>
    words(clean(text))
      .flatMap((word) => runs(word).flatMap((run) => run.pairs ?? (isStopword(run.whole) ? [] : [stem(run.whole)])))
      .join(" ");

  const hasName = (thing, name) => {
    thing.names ??= [thing.title, ...thing.aka].map(nameOf);
    return name !== "" && thing.names.includes(name);
  };

  /** A text as the sequence of its smallest words: what a phrase is looked for in. */
  const spoken = (text) => words(clean(text)).flatMap((word) => runs(word).flatMap((run) => run.pairs ?? run.spoken));

  const pairsOf = (run) => (run.pairs.length > 1 ? run.pairs.slice(0, -1) : run.pairs);

  /** Cut a query into what each part of it can mean:
      things; alternatives, each of forms that all must stand in a place, perhaps one after another (`phrase`);
      the `start` of words; and, where nothing is found, a `word` that may be mistyped. */
  function understand(core, query) {
    const units = [];
    const rest = clean(query).replace(/"([^"]*)"?/g, (_, inside) => {
      const unit = resolve(core, inside).length ? null : phraseOf(core, inside);
      if (unit) units.push(unit);
      return unit ? " " : ` ${inside} `;
    });
    const typed = rest
      .split(/[\s,;]+/)
      .map((word) => word.replace(/^['([{<]+|[)'\]}>.!?:]+$/g, ""))
      .filter(Boolean)
      .slice(0, MOST_WORDS);
    for (let at = 0; at < typed.length; at += 1) {
      // "DM 10770" is one id.
      const [first, second] = [typed[at], typed[at + 1] ?? ""];
      const together = second && (core.prefixes.has(first.toLowerCase()) || /^\d+$/.test(second));
      const pair = together ? resolve(core, `${first}-${second}`) : [];
      units.push(...(pair.length ? [ofThings(pair, `${first} ${second}`)] : unitsOf(core, first, typed.length > 1)));
      if (pair.length) at += 1;
    }
    return units;
  }

  function ofThings(things, typed) {
    const ids = [...things.map(termOf), typed.toLowerCase()];
    return { things, alternatives: ids.map((id) => ({ exact: true, forms: [id] })), start: "", word: "" };
  }

  function phraseOf(core, text) {
    const phrase = words(text).flatMap((word) => runs(word).flatMap((run) => (run.pairs ? pairsOf(run) : run.spoken)));
    if (phrase.length < 2) return null;
    const forms = words(text).flatMap((word) => {
      const [thing] = resolve(core, word);
      if (thing) return [termOf(thing)];
      return runs(word).flatMap((run) => (run.pairs ? pairsOf(run) : run.parts.length ? run.parts : [run.whole]));
    });
    const searched = forms.filter((form) => !isStopword(form));
    return searched.length ? { things: [], alternatives: [{ forms: searched, phrase }], start: "", word: "" } : null;
  }

  function unitsOf(core, typed, amongOthers) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) {
      // The report of its month or quarter, and what is due on the day.
      const due = (core.due[typed] ?? []).map((number) => core.things[number]);
      const [year, month] = typed.split("-");
      const reports = [`${year}-${month}`, `${year}-Q${Math.ceil(month / 3)}`].flatMap((each) => exactly(core, each));
      return [ofThings(once([...reports, ...due]), keyOf(typed))];
    }
    const things = resolve(core, typed);
    if (things.length) return [ofThings(things, typed)];
    // Among other words a number is a year or a count.
    const begun = amongOthers && /^\d+$/.test(typed) ? [] : beginning(core, typed);
    // An id that nothing has is not also the words that it is made of.
    if (looksLikeId(core, typed)) return [{ ...ofThings(begun, typed), start: "", word: typed }];
    if (begun.length) return [{ ...ofThings(begun, typed), start: "" }];
    return words(typed).flatMap((word) => (isStopword(word.toLowerCase()) ? [] : unitOfWord(word)));
  }

  function unitOfWord(word) {
    const parts = runs(word);
    const [run] = parts;
    if (parts.length > 1 || run.pairs) {
      const forms = parts.flatMap((each) => (each.pairs ? pairsOf(each) : [each.whole]));
      const start = parts.length === 1 && run.pairs.length === 1 ? run.pairs[0] : "";
      return [{ things: [], alternatives: [{ forms }], start, word: "" }];
    }
    if (!run.whole || isStopword(run.whole)) return [];
    const alternatives = [{ forms: [run.whole] }];
    const searched = run.parts.filter((part) => !isStopword(part));
    if (searched.length) alternatives.push({ forms: searched, ...(run.spoken.length > 1 ? { phrase: run.spoken } : {}) });
    for (const [pattern, instead] of VARIANTS) {
      const variant = run.whole.replace(pattern, instead);
      if (variant !== run.whole) alternatives.push({ forms: [variant] });
    }
    return [{ things: [], alternatives, start: run.whole.length > 2 ? run.whole : "", word }];
  }

  /* Lookup. */

  /** The files of terms between two terms, each with the number from which it counts: [[number, terms], …]. */
  function loadTerms(core, load, from, to) {
    const files = core.terms.flatMap(([name, start, mark, firsts]) => {
      const at = (text) => Math.max(0, firsts.findLastIndex((first) => first <= text));
      const first = at(from);
      return Array.from({ length: at(to) - first + 1 }, async (_, index) => [
        start,
        await load(`${name}-${String(first + index).padStart(3, "0")}`, mark),
      ]);
    });
    return Promise.all(files);
  }

  /** The places that hold one form, or a word that begins so: number to weight. */
  async function postingsOf(core, load, form, how) {
    const found = new Map();
    const base = how === "word" ? stem(form) : form;
    // The stemmer that made the index may know endings that this one does not: any stem between the two counts.
    const last = how === "start" ? `${form}\uffff` : form.startsWith(base) ? form : base;
    const meant = {
      exact: (term) => term === form,
      start: (term) => term.startsWith(form),
      word: (term) => term === base || (term.startsWith(base) && form.startsWith(term)),
    }[how];
    for (const [start, terms] of await loadTerms(core, load, base, last)) {
      for (const term of Object.keys(terms)) {
        if (!meant(term)) continue;
        let number = start;
        for (const posting of terms[term]) {
          number += posting >> 3;
          const weight = (posting & WEIGHT) + (how === "start" ? 0 : WHOLE_WORD);
          found.set(number, Math.max(weight, found.get(number) ?? 0));
        }
      }
    }
    return found;
  }

  /** The places that hold what one part of a query means: number to weight, and the phrase to look for there. */
  async function lookUp(core, load, unit) {
    const found = new Map();
    const take = (number, weight, phrase) => {
      const before = found.get(number);
      if (!before || (before.phrase && !phrase)) found.set(number, { weight, phrase });
      else if (Boolean(before.phrase) === Boolean(phrase)) before.weight = Math.max(before.weight, weight);
    };
    for (const { forms, exact, phrase } of unit.alternatives) {
      const each = await Promise.all(forms.map((form) => postingsOf(core, load, form, exact ? "exact" : "word")));
      const [first, ...others] = each.sort((one, other) => one.size - other.size);
      for (const [number, weight] of first) {
        if (others.every((other) => other.has(number))) {
          take(number, others.reduce((sum, other) => sum + other.get(number), weight) / each.length, phrase);
        }
      }
    }
    if (unit.start) {
      for (const [number, weight] of await postingsOf(core, load, unit.start, "start")) take(number, weight);
    }
    return found;
  }

  /* Mistyped words. */

  /** How many letters must be changed, added, left out or swapped; more than `most` is not counted. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let at = 1; at <= one.length; at += 1) {
      const row = [at];
      for (let to = 1; to <= other.length; to += 1) {
        const changed = last[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1);
        row[to] = Math.min(last[to] + 1, row[to - 1] + 1, changed);
        const swapped = one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
        if (at > 1 && to > 1 && swapped) row[to] = Math.min(row[to], before[to - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  /** The things that a mistyped id may mean: letters for digits, or a prefix that is nearly one. Digits are not guessed. */
  function mistypedId(core, word) {
    const [, head, number] = /^([a-z]+)[-_. ]?([\da-z.-]*\d[\da-z.-]*)$/i.exec(word) ?? [];
    if (!number) return [];
    const digits = number.replace(/[OoIlSBZ]/g, (letter) => ({ O: 0, o: 0, I: 1, l: 1, S: 5, B: 8, Z: 2 })[letter]);
    const prefixes = [...core.prefixes].filter((prefix) => distance(head.toLowerCase(), prefix, 1) <= 1);
    return once(prefixes.flatMap((prefix) => exactly(core, `${prefix}-${digits}`)));
  }

  /** The word that a mistyped one was most likely meant to be; "" if none is near. */
  async function meantBy(core, load, word) {
    const [thing] = mistypedId(core, word);
    if (thing) return thing.id;
    if (/[+#]\d+$/.test(word)) return word.replace(/\d+$/, "");
    const typed = word.toLowerCase();
    const most = MISTYPED(typed);
    if (!most || !/^\p{L}+$/u.test(typed)) return "";
    // The first letter is seldom wrong, but may have changed places with the second.
    const letters = [...new Set([...typed].slice(0, 2))].map((letter) => letter.codePointAt(0).toString(16));
    let best = { word: "", off: most + 1, size: -1 };
    const [mark, known] = core.spellings;
    for (const letter of letters.filter((each) => known.includes(each))) {
      const groups = await load(`spellings/${letter}`, mark);
      groups.forEach((group, size) => {
        for (const spelling of group.split(" ")) {
          const off = distance(typed, spelling, best.off);
          if (spelling && (off < best.off || (off === best.off && off <= most && size > best.size))) best = { word: spelling, off, size };
        }
      });
    }
    return typed[0] === word[0] ? best.word : best.word.charAt(0).toUpperCase() + best.word.slice(1);
  }

  /* Search. */

  /** All hits of a query, best first: {thing, number} or {place, number}; `marks` tests words of a text;
      `meant` is the query as it was understood where a word was mistyped; `unread` counts places in which a
      phrase was not looked for, since `most` documents were read; `missing` are words that nothing has; `asked`
      says whether there was anything to look for. */
  async function find(core, load, query, most = READ_FOR_PHRASE, mayBeMistyped = true) {
    const units = understand(core, query);
    const looked = await Promise.all(units.map((unit) => lookUp(core, load, unit)));
    if (mayBeMistyped) {
      let meant = clean(query);
      for (const [at, unit] of units.entries()) {
        const found = [...looked[at].values()].some(({ phrase }) => !phrase);
        if (!unit.word || unit.things.length || found) continue;
        const instead = await meantBy(core, load, unit.word);
        if (instead) meant = meant.replace(unit.word, instead);
      }
      if (meant !== clean(query)) {
        const found = await find(core, load, meant, most, false);
        if (found.hits.length) return { ...found, meant };
      }
    }
    const missing = units.filter((unit, at) => unit.word && !unit.things.length && !looked[at].size).map(({ word }) => word);
    const named = once(units.flatMap((unit) => unit.things)).map((thing) => ({ thing, number: thing.number }));
    const ranked = rank(core, query, units, looked, new Set(named.map(({ thing }) => thing)));
    const { hits, unread } = await withPhrases(core, load, ranked, most);
    return { hits: [...named, ...hits], marks: testOf(units), unread, missing, meant: "", asked: units.length > 0 };
  }

  function rank(core, query, units, looked, named) {
    const scores = new Map();
    for (const found of looked) {
      const rarity = Math.log2(1 + core.size / (1 + found.size));
      for (const [number, { weight, phrase }] of found) {
        const score = scores.get(number) ?? { words: 0, weight: 0, phrases: [] };
        score.words += 1;
        score.weight += weight * rarity;
        if (phrase) score.phrases.push(phrase);
        scores.set(number, score);
      }
    }
    // What holds all words is meant; only where nothing does, or several ids were asked for, the rest.
    const most = Math.max(0, ...[...scores.values()].map((score) => score.words));
    const ids = units.every((unit) => unit.things.length);
    const name = nameOf(query);
    const asked = name.split(" ");
    const hits = [];
    for (const [number, score] of scores) {
      if (score.words < most && !ids) continue;
      const thing = core.things[number];
      if (thing && named.has(thing)) continue;
      // First what is called so; then pages of lists with such a word in their only name, the shortest first;
      // then reports; then guides.
      let group = 2;
      let weight = score.words * 1000 + score.weight;
      if (thing) {
        const title = nameOf(thing.title).split(" ");
        if (hasName(thing, name)) group = 0;
        else if (thing.kind === "page" && !thing.aka.length && asked.every((word) => title.includes(word))) {
          [group, weight] = [1, (title[0] === asked[0] ? 0.5 : 0) - title.length];
        }
      } else if (kindOf(core, number) === "page") group = 3;
      hits.push({ ...(thing ? { thing } : { place: number }), number, group, weight, phrases: score.phrases });
    }
    return hits.sort((one, other) => one.group - other.group || other.weight - one.weight || one.number - other.number);
  }

  /** The hits without those that lack a phrase. */
  async function withPhrases(core, load, ranked, most) {
    const read = new Set();
    const hits = [];
    let unread = 0;
    for (const hit of ranked) {
      if (!hit.phrases.length) {
        hits.push(hit);
        continue;
      }
      if (!hit.thing) read.add(documentOf(core, hit.place).name);
      if (read.size > most) unread += 1;
      else {
        const text = ` ${spoken(hit.thing ? hit.thing.title : await textOf(core, load, hit.place)).join(" ")} `;
        if (hit.phrases.every((phrase) => text.includes(` ${phrase.join(" ")} `))) hits.push(hit);
      }
    }
    return { hits, unread };
  }

  /** The address of a place, and what stands there. */
  async function read(core, load, place) {
    const page = documentOf(core, place);
    const places = await load(`places/${page.name.replaceAll("/", ".")}`, page.mark);
    const [anchor, title, text] = places[place - page.start];
    return { address: `${page.address}${anchor ? `#${anchor}` : ""}`, title, text };
  }

  async function textOf(core, load, place) {
    const { title, text } = await read(core, load, place);
    return `${title}\n${text}`;
  }

  const documentOf = (core, place) => core.documents.findLast((page) => page.start <= place);
  const kindOf = (core, place) => core.kinds[core.kindOf.charCodeAt(place - core.things.length) - 48][0];

  /** Month, area and kind of a hit, as they can be narrowed by; empty where there is none. */
  function facetsOf(core, hit) {
    if (hit.thing) return { month: "", area: "", kind: hit.thing.kind };
    const page = documentOf(core, hit.place);
    const area = core.areaOf.charCodeAt(hit.place - core.things.length) - 48;
    return {
      month: page.month < 0 ? "" : core.months[page.month][0],
      area: area ? core.areas[area - 1][0] : "",
      kind: kindOf(core, hit.place),
    };
  }

  /** The hits as they are shown: each thing once, with its statements: [{hit, statements}]. */
  function grouped(core, hits) {
    const items = new Map();
    const addresses = new Set();
    for (const hit of hits) {
      const subject = hit.thing ?? core.subjects.get(hit.place);
      const key = subject ? subject.kind + subject.id : hit.number;
      if (hit.thing) addresses.add(addressOf(core, hit.thing));
      // A page that is found by its name is not shown again for its text.
      else if (!subject && addresses.has(documentOf(core, hit.place).address) && kindOf(core, hit.place) === "page") continue;
      const item = items.get(key) ?? { hit: subject ? { thing: subject } : hit, statements: [] };
      if (subject && !hit.thing) item.statements.push(hit.place);
      items.set(key, item);
    }
    return [...items.values()];
  }

  /** Where a text holds what was asked for: [[start, end], …]. */
  function testOf(units) {
    const forms = new Set();
    for (const { alternatives } of units) {
      for (const each of alternatives) for (const form of each.forms) forms.add(form).add(each.exact ? form : stem(form));
    }
    const ids = new Set([...forms].map(keyOf));
    const starts = units.map((unit) => unit.start).filter(Boolean);
    return (text) =>
      spans(text, (word) => {
        const lower = word.toLowerCase();
        const whole = lower.replace(/'s$/, "").replace(/[-'_]+/g, "");
        const known = forms.has(lower) || forms.has(whole) || forms.has(stem(whole)) || (/\d/.test(lower) && ids.has(keyOf(lower)));
        return known || starts.some((start) => whole.startsWith(start));
      });
  }

  return { READ_FOR_PHRASE, prepare, target, suggest, find, grouped, facetsOf, read, addressOf };
})();
