package io.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A record of many components invites mistakes of position. So it is made by factories of its own,
 * which name what they set, or in one other class: where a row, a message or the settings are read.
 */
@AnalyzeClasses(packages = "io.tollgate", importOptions = ImportOption.DoNotIncludeTests.class)
class WideRecordsTest {
  private static final int WIDE = 8;

  /** Made where they begin, and where each kind of store, or a capture, is read. */
  private static final Set<String> READ_BACK =
      Set.of(
          "charging.record.CreditAnswer",
          "charging.record.ServiceGrant",
          "deferred.DeferredMessage",
          "lab.ocs.CreditRequest",
          "ledger.RequestRow",
          "ledger.SessionRow",
          "ledger.UsageRow");

  /**
   * Made for calls and conferences, or for Rf and Ro; once more for the sample of check-peer, which
   * has every part; and from captures.
   */
  private static final Set<String> SAMPLED =
      Set.of(
          "charging.record.Correlation",
          "charging.record.ServiceInformation",
          "diameter.transport.OutboundRequest");

  @ArchTest
  static void aWideRecordIsMadeInOnePlace(JavaClasses classes) {
    Map<String, Set<String>> madeIn = new TreeMap<>();
    for (JavaClass type : classes) {
      if (type.isRecord()) {
        int components = type.reflect().getRecordComponents().length;
        Set<String> makers = components > WIDE ? makers(type, components) : Set.of();
        if (makers.size() > most(type)) {
          madeIn.put(type.getName() + " (" + components + ")", makers);
        }
      }
    }
    assertThat(madeIn).isEmpty();
  }

  private static int most(JavaClass type) {
    String name = type.getName().substring("io.tollgate.".length());
    if (SAMPLED.contains(name)) {
      return 4;
    }
    return READ_BACK.contains(name) ? 3 : 1;
  }

  private static Set<String> makers(JavaClass type, int components) {
    Set<String> makers = new TreeSet<>();
    for (JavaConstructor constructor : type.getConstructors()) {
      if (constructor.getParameters().size() == components) {
        constructor
            .getAccessesToSelf()
            .forEach(access -> makers.add(file(access.getOriginOwner())));
      }
    }
    makers.remove(file(type));
    return makers;
  }

  private static String file(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }
}
