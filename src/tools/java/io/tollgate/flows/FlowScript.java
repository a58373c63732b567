package io.tollgate.flows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The expectation file of one flow, written from the standard's figure.
 *
 * <pre>
 * title: what it is, in a line
 * standard: document and clause
 * scenario: who does what (a name in Scenarios)
 * [IM offline]            a variant: profile (IM or CPM) and charging (offline, online, both)
 * 1 alice -> tollgate INVITE
 * 2 tollgate -> cdf ACR START : Accounting-Record-Number=0
 * count 1 tollgate -> cdf ACR START
 * </pre>
 */
record FlowScript(
    String id, String title, String standard, String scenario, Map<Variant, Figure> variants) {

  /** Which order applies and what is charged. */
  record Variant(String profile, String charging) {
    @Override
    public String toString() {
      return profile + " " + charging;
    }
  }

  static FlowScript load(String id) {
    String resource = "/flows/" + id + ".flow";
    try (InputStream in = FlowScript.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("flow: '" + id + "' (expected: one of --list)");
      }
      return parse(
          id,
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FlowScript parse(String id, List<String> lines) {
    Map<String, String> head = new LinkedHashMap<>();
    Map<Variant, List<String>> bodies = new LinkedHashMap<>();
    List<List<String>> open = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("[")) {
        if (open.stream().anyMatch(body -> !body.isEmpty())) {
          open.clear();
        }
        String[] words = line.substring(1, line.indexOf(']')).split(" ");
        List<String> body = new ArrayList<>();
        bodies.put(new Variant(words[0], words[1]), body);
        open.add(body);
      } else if (open.isEmpty()) {
        int colon = line.indexOf(':');
        if (colon > 0 && !line.startsWith("#")) {
          head.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
      } else if (!line.isBlank()) {
        open.forEach(body -> body.add(line));
      }
    }
    Map<Variant, Figure> variants = new LinkedHashMap<>();
    bodies.forEach((variant, body) -> variants.put(variant, Figure.parse(body)));
    return new FlowScript(
        id,
        need(head, id, "title"),
        need(head, id, "standard"),
        need(head, id, "scenario"),
        variants);
  }

  private static String need(Map<String, String> head, String id, String key) {
    String value = head.get(key);
    if (value == null) {
      throw new IllegalArgumentException(id + ".flow: no '" + key + ":' line");
    }
    return value;
  }
}
