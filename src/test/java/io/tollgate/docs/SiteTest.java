package io.tollgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.settings.Settings;
import io.tollgate.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the site of the documentation, in {@code target/site}, and follows each of its links. */
class SiteTest {
  @TempDir private Path own;

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

  /** Nor can the chart; but a value that it asks for and that is not there would be empty. */
  @Test
  void theValuesOfTheChartAreThereAndItsSettingsAreTaken() throws IOException {
    Path chart = Path.of("deploy", "kubernetes", "tollgate");
    String values = Files.readString(chart.resolve("values.yaml"));
    String templates = "";
    for (String each : new String[] {"configmap", "service", "statefulset"}) {
      templates += Files.readString(chart.resolve("templates").resolve(each + ".yaml"));
    }
    Matcher used = Pattern.compile("\\.Values\\.(\\w+)(?:\\.(\\w+))?").matcher(templates);
    while (used.find()) {
      String below = used.group(2) == null ? "" : "(?:\\n(?:  .*)?)*?\\n  " + used.group(2) + ":";
      assertThat(values).containsPattern("(?m)^" + used.group(1) + ":.*" + below);
    }
    Map<String, String> variables = new TreeMap<>();
    Matcher variable = Pattern.compile("name: (TOLLGATE_[A-Z_]+)\\n").matcher(templates);
    while (variable.find()) {
      variables.put(variable.group(1), "192.0.2.1");
    }
    assertThat(variables).containsKey("TOLLGATE_CONTAINER_SIP_HOST");
    StringBuilder settings = new StringBuilder();
    Matcher setting = Pattern.compile("(?m)^  ([a-z]+\\.[a-z-]+): \"(.*)\"$").matcher(values);
    while (setting.find()) {
      settings.append(setting.group(1)).append('=').append(setting.group(2)).append('\n');
    }
    Path file = Files.writeString(own.resolve("tollgate.properties"), settings);
    assertThat(
            new SettingsReader()
                .withFile(file)
                .withEnvironment(variables)
                .read()
                .settings()
                .diameter()
                .peers())
        .hasSize(2);
  }
}
