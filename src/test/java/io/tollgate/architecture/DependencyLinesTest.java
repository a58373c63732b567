package io.tollgate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The lines of the house: dependencies point inwards, and only the seams know the outside. */
@AnalyzeClasses(packages = "io.tollgate", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyLinesTest {

  @ArchTest
  static final ArchRule theDomainIsPlainJava =
      classes()
          .that()
          .resideInAnyPackage("io.tollgate.charging..", "io.tollgate.conference..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java.lang..",
                  "java.util..",
                  "java.time..",
                  "java.math..",
                  "java.net..",
                  "java.nio.charset..",
                  "java.text..",
                  "java.security..",
                  "org.jspecify..",
                  "org.apache.logging.log4j..",
                  "io.tollgate.log..",
                  "io.tollgate.rate..",
                  "io.tollgate.charging..",
                  "io.tollgate.conference.."));

  @ArchTest
  static final ArchRule whoMaySpeakIsPlainJava =
      classes()
          .that()
          .resideInAPackage("io.tollgate.trust..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "javax.naming..",
                  "org.jspecify..",
                  "org.apache.logging.log4j..",
                  "io.tollgate.rate..",
                  "io.tollgate.trust.."));

  @ArchTest
  static final ArchRule chargingKnowsNoConference =
      noClasses()
          .that()
          .resideInAPackage("io.tollgate.charging..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tollgate.conference..");

  @ArchTest
  static final ArchRule onlyTheSeamKnowsTheSipContainer =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.tollgate.sip.container..", "io.tollgate.launcher..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.mobicents..", "gov.nist..", "javax.sip..", "org.apache.catalina..");

  @ArchTest
  static final ArchRule onlyTheSipSideKnowsSipServlets =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.tollgate.sip..", "io.tollgate")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javax.servlet.sip..");

  @ArchTest
  static final ArchRule nettyStaysInTheTransportsAndTheRelay =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.tollgate.diameter.transport..",
              "io.tollgate.msrp..",
              "io.tollgate.timers..",
              "io.tollgate.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule jdbcStaysWithTheFiles =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.tollgate.journal..",
              "io.tollgate.deferred..",
              "io.tollgate.ledger..",
              "io.tollgate.cluster..",
              "io.tollgate.files.sqlite")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..");

  @ArchTest
  static final ArchRule theLauncherKnowsOnlyTheSettings =
      classes()
          .that()
          .resideInAPackage("io.tollgate.launcher..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "io.tollgate.launcher..",
                      "io.tollgate.settings..",
                      "io.tollgate.trust..",
                      "io.tollgate.hep..",
                      "io.tollgate.files")
                  .or(not(resideInAPackage("io.tollgate.."))));

  @ArchTest
  static final ArchRule nobodyKnowsTheLauncherOrTheLab =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.tollgate.launcher..", "io.tollgate.command..", "io.tollgate.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tollgate.launcher..", "io.tollgate.lab..");

  @ArchTest
  static final ArchRule outerRoomsDoNotKnowTheSipSide =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.tollgate.diameter..",
              "io.tollgate.journal..",
              "io.tollgate.msrp..",
              "io.tollgate.settings..",
              "io.tollgate.log..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tollgate.sip..", "io.tollgate.console..");

  @ArchTest
  static final ArchRule nothingMutableIsStatic =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat(not(belongToAnyOf(Enum.class)))
          .should()
          .beFinal();
}
