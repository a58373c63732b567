package io.tollgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Makes the site of the documentation, in {@code target/site}, and follows each of its links. */
class SiteTest {

  @Test
  void everyDocumentIsAPageAndEveryLinkLeadsSomewhere() throws IOException {
    Path site = Path.of("target", "site");
    assertThat(Site.write(Path.of(""), site)).isEmpty();
    assertThat(Files.readString(site.resolve("index.html")))
        .contains("<a href=\"first-day.html\">")
        .contains("<a href=\"settings.html\">");
    assertThat(Files.readString(site.resolve("alarms.html")))
        .contains("<h2 id=\"tollgatediskfailed\">TollgateDiskFailed</h2>")
        .contains("<li>Severity: critical</li>");
    assertThat(Files.readString(site.resolve("settings.html"))).contains("<td>").contains("<code>");
  }

  @Test
  void whatLooksLikeMarkupInADocumentIsText() {
    assertThat(
            MarkdownPage.render(
                    """
                    # A <b>title</b>

                    One `<code>` and **bold [link](x.md)**,
                    two.

                    - first
                      goes on
                      - inner
                    - second

                    1. one
                       ```sh
                       run --x < y
                       ```

                    | a | b |
                    |---|---|
                    | `c\\|d` | e |
                    """,
                    link -> link.replace(".md", ".html"))
                .body())
        .contains("<h1 id=\"a-btitleb\">A &lt;b&gt;title&lt;/b&gt;</h1>")
        .contains(
            "<p>One <code>&lt;code&gt;</code> and <strong>bold <a href=\"x.html\">link</a></strong>, two.</p>")
        .contains("<li>first goes on<ul>\n<li>inner</li>\n</ul>\n</li>")
        .contains("<li>one<pre><code>run --x &lt; y\n</code></pre>")
        .contains("<th>a</th><th>b</th>")
        .contains("<td><code>c|d</code></td><td>e</td>");
  }

  /** It cannot be run everywhere; that its settings are taken can be seen anywhere. */
  @Test
  void theSettingsOfTheComposeFileAreTaken() throws IOException {
    Map<String, String> given = new TreeMap<>();
    Matcher settings =
        Pattern.compile("(?m)^ +- ([a-z]+\\.[a-z-]+)=(.*)$")
            .matcher(Files.readString(Path.of("deploy", "compose.yaml")));
    while (settings.find()) {
      given.put(settings.group(1), settings.group(2).strip());
    }
    assertThat(given).containsKey("diameter.peers");
    assertThat(Settings.of(given).diameter().peers())
        .anyMatch(peer -> peer.startsWith("cdf.lab.tollgate.example@"));
  }
}
