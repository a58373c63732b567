package io.tollgate.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small part of XML that machines write: elements, text, the declarations of known
 * namespaces. A document with anything else (comments, instructions, a DTD, attributes, octets
 * beyond ASCII, mixed text) is not read at all. Every document that is read is well-formed.
 */
final class StrictXml {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_ELEMENTS = 32;

  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml\\s+version\\s*=\\s*[\"']1\\.[01][\"']"
              + "(\\s+encoding\\s*=\\s*[\"'](utf-8|us-ascii|iso-8859-1)[\"'])?"
              + "(\\s+standalone\\s*=\\s*[\"'](yes|no)[\"'])?\\s*\\?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG =
      Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9-]{0,15}:)?([A-Za-z][A-Za-z0-9-]{0,31})");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s+([A-Za-z][A-Za-z0-9:.-]{0,31})\\s*=\\s*(\"[^\"<]*\"|'[^'<]*')");
  private static final Pattern TAG_END = Pattern.compile("\\s*(/?)>");
  private static final Pattern TEXT = Pattern.compile("[^<]*");
  private static final Pattern SCHEMA =
      Pattern.compile("urn:ietf:params:xml:ns:[a-z-]{1,20}\\s+[A-Za-z0-9./:_-]{1,32}");

  private final String text;
  private final Set<String> namespaces;
  private int at;
  private int elements;

  private StrictXml(String text, Set<String> namespaces) {
    this.text = text;
    this.namespaces = namespaces;
  }

  /** An element with its value, or its children. */
  record Element(String namespace, String name, List<Element> children, String text) {
    boolean is(String wantedNamespace, String wantedName) {
      return namespace.equals(wantedNamespace) && name.equals(wantedName);
    }

    @Nullable Element child(String named) {
      return children.stream().filter(child -> child.name.equals(named)).findFirst().orElse(null);
    }

    boolean holdsEachOnce() {
      Set<String> names = new HashSet<>();
      return children.stream().allMatch(child -> names.add(child.name));
    }
  }

  /** Null for everything that is not of this kind. */
  static @Nullable Element parse(byte[] document, Set<String> namespaces) {
    int from = startsWithMark(document) ? 3 : 0;
    for (int i = from; i < document.length; i++) {
      byte b = document[i];
      if (b < ' ' && b != '\t' && b != '\r' && b != '\n' || b == 127) {
        return null;
      }
    }
    String text =
        new String(document, from, document.length - from, StandardCharsets.US_ASCII).strip();
    return new StrictXml(text, namespaces).document();
  }

  private static boolean startsWithMark(byte[] document) {
    return document.length > 3
        && document[0] == (byte) 0xEF
        && document[1] == (byte) 0xBB
        && document[2] == (byte) 0xBF;
  }

  private @Nullable Element document() {
    if (next(DECLARATION) != null) {
      blanks();
    }
    Element root = element(Map.of(), 0);
    return at == text.length() ? root : null;
  }

  private @Nullable Matcher next(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private @Nullable Element element(Map<String, String> outer, int depth) {
    Matcher tag = next(TAG);
    if (tag == null || !tag.group(1).isEmpty() || depth == MAX_DEPTH || ++elements > MAX_ELEMENTS) {
      return null;
    }
    Map<String, String> prefixes = new HashMap<>(outer);
    Matcher end = attributes(prefixes) ? next(TAG_END) : null;
    String prefix = prefix(tag);
    String namespace = prefixes.getOrDefault(prefix, "");
    if (end == null || namespace.isEmpty() && !prefix.isEmpty()) {
      return null;
    }
    String name = tag.group(3);
    return end.group(1).isEmpty()
        ? content(namespace, prefix, name, prefixes, depth)
        : new Element(namespace, name, List.of(), "");
  }

  private static String prefix(Matcher tag) {
    String prefix = tag.group(2);
    return prefix == null ? "" : prefix.substring(0, prefix.length() - 1);
  }

  private @Nullable Element content(
      String namespace, String prefix, String name, Map<String, String> prefixes, int depth) {
    List<Element> children = new ArrayList<>();
    Matcher words = next(TEXT);
    String value = words == null ? "" : words.group().strip();
    while (!text.startsWith("</", at)) {
      Element child = value.isEmpty() ? element(prefixes, depth + 1) : null;
      if (child == null) {
        return null;
      }
      children.add(child);
      blanks();
    }
    Matcher close = next(TAG);
    boolean same = close != null && prefix(close).equals(prefix) && close.group(3).equals(name);
    Matcher end = same ? next(TAG_END) : null;
    String plain = unescaped(value);
    return end == null || !end.group(1).isEmpty() || plain == null
        ? null
        : new Element(namespace, name, List.copyOf(children), plain);
  }

  /** Only what says of which kind the document is. */
  private boolean attributes(Map<String, String> prefixes) {
    Set<String> seen = new HashSet<>();
    for (Matcher found = next(ATTRIBUTE); found != null; found = next(ATTRIBUTE)) {
      String name = found.group(1);
      String value = found.group(2).substring(1, found.group(2).length() - 1);
      boolean known;
      if (name.equals("xmlns") || name.startsWith("xmlns:")) {
        known = namespaces.contains(value);
        prefixes.put(name.equals("xmlns") ? "" : name.substring("xmlns:".length()), value);
      } else {
        known = name.endsWith(":schemaLocation") && SCHEMA.matcher(value.strip()).matches();
      }
      if (!known || !seen.add(name)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String unescaped(String value) {
    String plain =
        value
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'");
    String left = plain.replace("&amp;", "");
    return left.indexOf('&') >= 0 ? null : plain.replace("&amp;", "&");
  }
}
