package io.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** {@code deploy/components.md} says of everything that runs in a server why, and in what state. */
class ComponentsTest {

  private static final int LICENCE = 3;
  private static final int STATE = 5;

  /** Families whose makers have stopped: whoever adds another part of one has to say so. */
  private static final Pattern ENDED =
      Pattern.compile(
          "tomcat-.*|sip-servlets-.*|jain-sip-.*|restcomm-.*|dnsjava|jdiameter-.*|javax\\..*"
              + "|picocontainer|commons-pool|metrics-core");

  @Test
  void everyRuntimeDependencyHasALicenceAndAState() throws Exception {
    Map<String, String[]> rows = rows();
    List<String> dependencies = dependencies();
    assertThat(dependencies).hasSizeGreaterThan(20);
    assertThat(new TreeSet<>(rows.keySet())).isEqualTo(new TreeSet<>(dependencies));
    rows.forEach(
        (name, row) -> {
          assertThat(row[LICENCE].strip()).as("licence of " + name).isNotEmpty();
          assertThat(row[STATE].strip())
              .as("state of " + name)
              .matches("maintained|end of life: .{20,}");
        });
  }

  @Test
  void whatHasReachedItsEndIsCalledSo() throws Exception {
    rows()
        .forEach(
            (name, row) -> {
              if (ENDED.matcher(name).matches()) {
                assertThat(row[STATE].strip()).as(name).startsWith("end of life: ");
              }
            });
  }

  private static Map<String, String[]> rows() throws Exception {
    Map<String, String[]> rows = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("deploy/components.md"))) {
      if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        Pattern.compile("`([^`]+)`")
            .matcher(cells[1])
            .results()
            .map((MatchResult name) -> name.group(1))
            .forEach(name -> rows.put(name, cells));
      }
    }
    return rows;
  }

  private static List<String> dependencies() throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile())
            .getDocumentElement();
    List<String> names = new ArrayList<>();
    NodeList all = project.getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      Element dependency = (Element) all.item(i);
      Node owner = dependency.getParentNode().getParentNode();
      if (owner == project && !"test".equals(text(dependency, "scope"))) {
        names.add(text(dependency, "artifactId"));
      }
    }
    return names;
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
