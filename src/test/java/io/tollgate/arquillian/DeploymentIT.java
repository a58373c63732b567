package io.tollgate.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import java.io.File;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class DeploymentIT {
  @ArquillianResource private TollgateServer server;
  @ArquillianResource private URL console;

  @Deployment
  static WebArchive application() {
    return ShrinkWrap.create(WebArchive.class, "tollgate.war")
        .addAsWebInfResource(new File("src/main/webapp/WEB-INF/sip.xml"))
        .setWebXML(new File("src/main/webapp/WEB-INF/web.xml"));
  }

  @Test
  void theDeployedApplicationAnswersOverHttp() throws Exception {
    try (var in = new URL(console, "ready").openStream()) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("ready");
    }
  }

  @Test
  void theDeployedApplicationAnswersOverSip() {
    SippRunner.scenario("uac-options").to(server.sipPort()).run();

    assertThat(server.application().sipContainer().listeningPoints()).isNotEmpty();
  }
}
