package io.tollgate.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the documentation into a site that needs no server: a page of plain HTML for each document,
 * each linked to the others. {@code Site FOLDER} writes it.
 */
public final class Site {
  private static final Path DOCS = Path.of("deploy", "docs");

  /** Documents outside of the folder that those within it lead to. */
  private static final List<Path> BESIDE =
      List.of(
          Path.of("README.md"),
          Path.of("SECURITY.md"),
          Path.of("deploy", "settings.md"),
          Path.of("deploy", "content.md"),
          Path.of("deploy", "benchmarks.md"),
          Path.of("deploy", "components.md"),
          Path.of("deploy", "restcomm", "README.md"));

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern PLACE = Pattern.compile("id=\"([^\"]+)\"");

  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 16px/1.6 system-ui, sans-serif; margin: 0; display: flex; flex-wrap: wrap; }
      nav { flex: 1 1 12rem; padding: 1rem; max-width: 16rem; }
      nav a { display: block; padding: .15rem 0; }
      main { flex: 4 1 30rem; padding: 1rem; max-width: 60rem; min-width: 0; }
      pre { overflow-x: auto; padding: .75rem; border: 1px solid #8886; border-radius: .375rem; }
      code { font-size: .9em; overflow-wrap: anywhere; }
      table { border-collapse: collapse; display: block; overflow-x: auto; }
      th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
      """;

  private final Map<Path, String> names = new LinkedHashMap<>();

  private Site(Path root) throws IOException {
    names.put(DOCS.resolve("README.md"), "index.html");
    try (Stream<Path> files = Files.list(root.resolve(DOCS))) {
      files
          .map(file -> DOCS.resolve(file.getFileName()))
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(file -> names.putIfAbsent(file, name(file.getFileName().toString())));
    }
    for (Path file : BESIDE) {
      String flat = file.toString().replace("deploy/", "").replace('/', '-');
      names.put(file, name(flat.equals("README.md") ? "tollgate.md" : flat));
    }
  }

  private static String name(String markdown) {
    return markdown.toLowerCase(java.util.Locale.ROOT).replaceAll("\\.md$", ".html");
  }

  public static void main(String[] words) throws IOException {
    List<String> broken = write(Path.of(""), Path.of(words.length > 0 ? words[0] : "target/site"));
    broken.forEach(System.err::println);
    if (!broken.isEmpty()) {
      System.exit(1);
    }
  }

  /**
   * @param root of the project
   * @return links that lead nowhere
   */
  public static List<String> write(Path root, Path target) throws IOException {
    Site site = new Site(root);
    Files.createDirectories(target);
    Map<Path, MarkdownPage.Rendered> pages = new LinkedHashMap<>();
    for (Path source : site.names.keySet()) {
      String markdown = Files.readString(root.resolve(source), StandardCharsets.UTF_8);
      pages.put(source, MarkdownPage.render(markdown, link -> site.link(source, link)));
    }
    StringBuilder menu = new StringBuilder();
    pages.forEach(
        (source, page) ->
            menu.append("<a href=\"%s\">%s</a>\n".formatted(site.names.get(source), page.title())));
    for (Map.Entry<Path, MarkdownPage.Rendered> page : pages.entrySet()) {
      Files.writeString(
          target.resolve(site.names.getOrDefault(page.getKey(), "")),
          """
          <!DOCTYPE html>
          <html lang="en"><head><meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>%s · Tollgate</title><link rel="stylesheet" href="site.css"></head>
          <body><nav>%s</nav><main>%s</main></body></html>
          """
              .formatted(page.getValue().title(), menu, page.getValue().body()));
    }
    Files.writeString(target.resolve("site.css"), STYLE);
    return broken(target);
  }

  /** A document's link, as one of the site; what is no page is where the source is. */
  private String link(Path source, String link) {
    if (link.contains("://") || link.startsWith("#") || link.startsWith("mailto:")) {
      return link;
    }
    String[] parts = link.split("#", 2);
    Path from = source.getParent() == null ? Path.of("") : source.getParent();
    Path to = from.resolve(parts[0]).normalize();
    String name = names.get(to);
    if (name == null) {
      // Kept as a path of the project: two folders up from target/site.
      name = "../../" + to;
    }
    return parts.length == 1 ? name : name + "#" + parts[1];
  }

  private static List<String> broken(Path target) throws IOException {
    List<String> broken = new ArrayList<>();
    try (Stream<Path> files = Files.list(target)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".html")).sorted().toList()) {
        Matcher links = LINK.matcher(Files.readString(file));
        while (links.find()) {
          String link = links.group(1).replace("&amp;", "&");
          if (!link.contains("://") && !link.startsWith("mailto:") && !leads(file, link)) {
            broken.add(file.getFileName() + ": " + link);
          }
        }
      }
    }
    return broken;
  }

  private static boolean leads(Path file, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    if (!Files.exists(to)) {
      return false;
    }
    if (parts.length == 1 || !to.toString().endsWith(".html")) {
      return true;
    }
    return PLACE
        .matcher(Files.readString(to))
        .results()
        .anyMatch(id -> id.group(1).equals(parts[1]));
  }
}
