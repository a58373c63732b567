package io.tollgate.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** No knots: no two packages need each other, and few classes of one package do. */
@AnalyzeClasses(packages = "io.tollgate", importOptions = ImportOption.DoNotIncludeTests.class)
class KnotsTest {
  /** Classes of one package that all need each other, directly or by way of others. */
  private static final int LARGEST = 10;

  @ArchTest
  static void noTwoPackagesNeedEachOther(JavaClasses classes) {
    slices().matching("io.tollgate.(**)").should().beFreeOfCycles().check(classes);
  }

  @ArchTest
  static void noKnotIsLargerThanItMayBe(JavaClasses classes) {
    Map<String, Set<String>> tooLarge = new TreeMap<>();
    byPackage(classes)
        .forEach(
            (name, arrows) -> {
              Set<String> knot = largestKnot(arrows);
              if (knot.size() > LARGEST) {
                tooLarge.put(name, knot);
              }
            });
    assertThat(tooLarge).isEmpty();
  }

  /** Who needs whom within a package; a nested class is part of the one around it. */
  private static Map<String, Map<String, Set<String>>> byPackage(JavaClasses classes) {
    Map<String, Map<String, Set<String>>> packages = new TreeMap<>();
    for (JavaClass from : classes) {
      Set<String> needed =
          packages
              .computeIfAbsent(from.getPackageName(), name -> new TreeMap<>())
              .computeIfAbsent(file(from), name -> new TreeSet<>());
      from.getDirectDependenciesFromSelf().stream()
          .map(arrow -> arrow.getTargetClass().getBaseComponentType())
          .filter(to -> to.getPackageName().equals(from.getPackageName()))
          .map(KnotsTest::file)
          .forEach(needed::add);
    }
    return packages;
  }

  private static String file(JavaClass type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** The largest strongly connected component (Tarjan). */
  private static Set<String> largestKnot(Map<String, Set<String>> arrows) {
    return new Components(arrows)
        .all().stream().max(Comparator.comparingInt(Set::size)).orElse(Set.of());
  }

  private static final class Components {
    private final Map<String, Set<String>> arrows;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<String> onPath = new HashSet<>();
    private final List<Set<String>> found = new ArrayList<>();

    Components(Map<String, Set<String>> arrows) {
      this.arrows = arrows;
    }

    List<Set<String>> all() {
      arrows.keySet().stream().filter(node -> !index.containsKey(node)).forEach(this::visit);
      return found;
    }

    private void visit(String node) {
      index.put(node, index.size());
      low.put(node, index.get(node));
      path.push(node);
      onPath.add(node);
      for (String next : arrows.getOrDefault(node, Set.of())) {
        if (!index.containsKey(next)) {
          visit(next);
          low.merge(node, low.get(next), Math::min);
        } else if (onPath.contains(next)) {
          low.merge(node, index.get(next), Math::min);
        }
      }
      if (low.get(node).equals(index.get(node))) {
        Set<String> component = new TreeSet<>();
        String last;
        do {
          last = path.pop();
          onPath.remove(last);
          component.add(last);
        } while (!last.equals(node));
        found.add(component);
      }
    }
  }

  @ArchTest
  static void theArithmeticFindsAKnot(JavaClasses classes) {
    Map<String, Set<String>> arrows =
        Map.of("a", Set.of("b"), "b", Set.of("c", "d"), "c", Set.of("a"), "d", Set.of("e"));
    assertThat(largestKnot(arrows)).containsExactly("a", "b", "c");
    assertThat(new Components(arrows).all().stream().map(Set::size))
        .containsExactlyInAnyOrder(3, 1, 1);
  }
}
