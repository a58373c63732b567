package io.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Nothing dead: a method of the server that nothing in the repository calls is deleted. What only
 * tests look at may stay, as it says how something is doing.
 */
class NothingDeadTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(
              location -> location.contains("/classes/") || location.contains("/test-classes/"))
          .importPackages("io.tollgate");

  @Test
  void everyMethodIsCalled() {
    Set<String> dead =
        CLASSES.stream()
            .filter(NothingDeadTest::isServer)
            .flatMap(type -> type.getMethods().stream())
            .filter(NothingDeadTest::hasToBeCalled)
            .filter(method -> method.getAccessesToSelf().isEmpty())
            .filter(method -> method.getReferencesToSelf().isEmpty())
            .map(JavaMethod::getFullName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(dead).isEmpty();
  }

  private static boolean isServer(JavaClass type) {
    return type.getSource()
        .filter(source -> source.getUri().toString().contains("/target/classes/"))
        .isPresent();
  }

  private static boolean hasToBeCalled(JavaMethod method) {
    return !isGenerated(method)
        && !method.getName().equals("main")
        && !isCommand(method)
        && !standsForAnother(method);
  }

  private static boolean isGenerated(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return method.getModifiers().contains(JavaModifier.SYNTHETIC)
        || method.getModifiers().contains(JavaModifier.BRIDGE)
        || method.getName().startsWith("lambda$")
        || (owner.isEnum() && Set.of("values", "valueOf").contains(method.getName()))
        || (owner.isRecord() && owner.tryGetField(method.getName()).isPresent());
  }

  /** picocli finds it by its annotation. */
  private static boolean isCommand(JavaMethod method) {
    return method.getAnnotations().stream()
        .anyMatch(annotation -> annotation.getRawType().getName().startsWith("picocli."));
  }

  /** It overrides or implements another, perhaps one that a subclass promises. */
  private static boolean standsForAnother(JavaMethod method) {
    Set<JavaClass> types = new HashSet<>(method.getOwner().getAllSubclasses());
    types.add(method.getOwner());
    return types.stream()
            .flatMap(type -> type.getAllRawInterfaces().stream())
            .anyMatch(above -> declares(above, method))
        || method.getOwner().getAllRawSuperclasses().stream()
            .anyMatch(above -> declares(above, method));
  }

  private static boolean declares(JavaClass above, JavaMethod method) {
    return above != method.getOwner()
        && above.getMethods().stream()
            .anyMatch(
                other ->
                    other.getName().equals(method.getName())
                        && other.getRawParameterTypes().size()
                            == method.getRawParameterTypes().size());
  }
}
