package io.tollgate.launcher;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.tollgate.files.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.servlet.ServletContext;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardServer;
import org.apache.logging.log4j.jul.Log4jBridgeHandler;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.catalina.SipProtocolHandler;
import org.mobicents.servlet.sip.startup.SipContextConfig;
import org.mobicents.servlet.sip.startup.SipStandardContext;
import org.mobicents.servlet.sip.startup.SipStandardEngine;
import org.mobicents.servlet.sip.startup.SipStandardHost;
import org.mobicents.servlet.sip.startup.SipStandardService;

/**
 * Restcomm SIP Servlets on Tomcat 7 with one application in it, and Jetty for its HTTP servlets.
 * One JVM runs one of these at a time: the container keeps its service in a static field.
 */
public final class EmbeddedContainer implements AutoCloseable {
  /** The name in sip.xml, which the application router routes to. */
  public static final String APPLICATION_NAME = "tollgate";

  /** A {@code Consumer<String>} that takes the application's reason for not starting. */
  public static final String STARTUP_FAILURE = "io.tollgate.startup.failure";

  /** The application's way to tell in which session how many octets came. */
  private static final String ACCOUNT = "io.tollgate.sip.account";

  /** The application's way to ask who has sent a message of the stack's. */
  private static final String STRANGERS = "io.tollgate.sip.strangers";

  private static final String TOO_FAST = "io.tollgate.sip.toofast";
  private static final String STANDING = "io.tollgate.sip.standing";

  /**
   * The application's way to let other peers in: a {@code BiFunction} of the entries and of who is
   * trusted, which says why that cannot be or gives what puts them into force.
   */
  private static final String PEERS_CHANGED = "io.tollgate.sip.peers-changed";

  /** The application's way to have the key store read again: a {@code Supplier} of the same. */
  private static final String CERTIFICATES = "io.tollgate.sip.certificates";

  /** The application's way to know how many responses went and came, by {@code sent 200}. */
  private static final String RESPONSES = "io.tollgate.sip.responses";

  /** The user part that self-calls are known by. */
  private static final String SELF_CALL = "io.tollgate.self-call";

  private final StandardServer server;
  private final SipStandardContext context;
  private final List<SipEndpoint> endpoints;
  private @Nullable HttpFront http;

  private EmbeddedContainer(
      StandardServer server, SipStandardContext context, List<SipEndpoint> endpoints) {
    this.server = server;
    this.context = context;
    this.endpoints = List.copyOf(endpoints);
  }

  /** Starts the container and returns once the application in it is available. */
  public static EmbeddedContainer start(ContainerOptions options) {
    try {
      return startChecked(options);
    } catch (IOException e) {
      throw new StartupException("work directory " + options.workDirectory() + ": " + e, e);
    } catch (LifecycleException e) {
      throw new StartupException("the container did not start: " + rootCause(e), e);
    }
  }

  private static EmbeddedContainer startChecked(ContainerOptions options)
      throws IOException, LifecycleException {
    Path base = options.workDirectory().toAbsolutePath();
    PrivateFiles.makeFolder(base);
    PrivateFiles.makeFolder(base.resolve("webapps"));
    prepareJvm(base);
    List<SipEndpoint> endpoints = FreePorts.resolve(options.endpoints());
    FreePorts.check("HTTP", options.http().host(), options.http().port());
    String name = "tollgate-" + endpoints.get(0).port();
    Properties stack = SipStackProperties.of(name, options.stackProperties());
    String self = "self-" + UUID.randomUUID();
    stack.setProperty(GuardProperties.SELF, self);
    Runnable stackIsMade = UnlockedKeyStore.takeOutOf(stack, name);
    try {
      return start(options.withAttribute(SELF_CALL, self), base, endpoints, stack);
    } finally {
      stackIsMade.run();
    }
  }

  private static EmbeddedContainer start(
      ContainerOptions options, Path base, List<SipEndpoint> endpoints, Properties stack)
      throws IOException, LifecycleException {

    SipStandardService service = new SipStandardService();
    service.setName("Tollgate");
    service.setSipApplicationDispatcherClassName(OwnDialogsDispatcher.class.getName());
    service.setSipStackPropertiesFile(write(base.resolve("sip-stack.properties"), stack));
    service.setDarConfigurationFileLocation(
        write(
            base.resolve("application-router.properties"),
            ApplicationRouterFile.routingTo(APPLICATION_NAME)));
    service.setGatherStatistics(false);
    // It measures used heap before a collection and would answer 503 on a healthy JVM.
    service.setCongestionControlCheckingInterval(-1);
    service.setBypassRequestExecutor(true);
    service.setBypassResponseExecutor(true);

    SipStandardEngine engine = new SipStandardEngine();
    engine.setName("Tollgate");
    engine.setBaseDir(base.toString());
    engine.setDefaultHost("localhost");
    engine.setService(service);
    service.setContainer(engine);

    SipStandardHost host = new SipStandardHost();
    host.setName("localhost");
    host.setAppBase(base.resolve("webapps").toString());
    host.setAutoDeploy(false);
    host.setDeployOnStartup(false);
    host.setCreateDirs(false);

    AtomicReference<String> failure = new AtomicReference<>();
    ToldRefusal.keepOutOfTheLog(() -> failure.get() != null);
    SipStandardContext context = context(options, base, failure::set);
    host.addChild(context);

    List<Connector> sip = new ArrayList<>();
    for (SipEndpoint endpoint : endpoints) {
      Connector connector = SipConnectors.of(endpoint);
      sip.add(connector);
      service.addConnector(connector);
    }

    StandardServer server = new StandardServer();
    // The shutdown port is for scripts we do not ship.
    server.setPort(-1);
    server.addService(service);

    EmbeddedContainer container = new EmbeddedContainer(server, context, endpoints);
    boolean started = false;
    try {
      server.init();
      engine.addChild(host);
      server.start();
      container.verify(sip, failure.get());
      container.tellOctets(service);
      container.http = HttpFront.start(options.http(), context);
      started = true;
      return container;
    } finally {
      if (!started) {
        container.close();
      }
    }
  }

  private static SipStandardContext context(
      ContainerOptions options, Path base, Consumer<String> failure) {
    SipStandardContext context = new SipStandardContext();
    context.setDocBase(options.webApplication().toAbsolutePath().toString());
    context.setName("/");
    context.setPath("");
    context.setWorkDir(base.resolve("work").toString());
    // Without it the javaee: elements of sip.xml are read as null.
    context.setXmlNamespaceAware(true);
    context.setManager(new PropertyAwareSipManager());
    context.setDelegate(options.sharedClasses());
    context.setParentClassLoader(EmbeddedContainer.class.getClassLoader());
    // Leak hunting by reflection, which JDK 9 and later refuse; this JVM ends with its context.
    context.setClearReferencesObjectStreamClassCaches(false);
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    // A Tomcat context scans every jar on the class path for fragments and TLDs otherwise.
    context.setProcessTlds(false);
    context.setJarScanner((scanned, loader, callback, skip) -> {});
    SipContextConfig config = new SipContextConfig();
    config.setDefaultWebXml("org/apache/catalina/startup/NO_DEFAULT_XML");
    context.addLifecycleListener(config);
    context.addLifecycleListener(
        event -> {
          // Not sooner: the servlet context asks for the host that the context is not yet in.
          if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
            options.attributes().forEach(context.getServletContext()::setAttribute);
            context.getServletContext().setAttribute(STARTUP_FAILURE, failure);
          }
        });
    return context;
  }

  private static void prepareJvm(Path base) {
    // Tomcat logs through java.util.logging.
    Log4jBridgeHandler.install(true, null, false);
    StrayMessages.keepOutOfTheLog();
    System.setProperty("catalina.base", base.toString());
    System.setProperty("catalina.home", base.toString());
    // Costs a client next to nothing and the server a signature each time; nobody needs it, and
    // TLS 1.3 has none. Read when the first TLS connection is made.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    // On JDK 9 and later the container looks for its router in a way that the JDK refuses.
    System.setProperty(
        "javax.servlet.sip.ar.spi.SipApplicationRouterProvider",
        "org.mobicents.servlet.sip.router.DefaultApplicationRouterProvider");
  }

  private static String write(Path file, Properties properties) throws IOException {
    PrivateFiles.makeFile(file);
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    // The container takes exactly three slashes for an absolute location.
    return "file:///" + file.toString().replaceFirst("^/", "");
  }

  /** The application tells which session a message came in, which the sockets do not know. */
  private void tellOctets(SipStandardService service) {
    if (service.getSipStack() instanceof SipStackImpl stack) {
      for (SIPMessageValve valve : stack.sipMessageValves) {
        GuardedNetworkLayer sockets = valve instanceof PeerValve peers ? peers.sockets() : null;
        if (sockets != null) {
          Supplier<Runnable> certificates = sockets::renewedCertificates;
          context.getServletContext().setAttribute(CERTIFICATES, certificates);
          Supplier<Map<String, Long>> responses = sockets.tap()::responses;
          context.getServletContext().setAttribute(RESPONSES, responses);
        }
        Guard guard = valve instanceof PeerValve peers ? peers.guard() : null;
        if (guard != null) {
          BiConsumer<String, Integer> account = guard.reflection()::received;
          context.getServletContext().setAttribute(ACCOUNT, account);
          Function<Object, @Nullable String> standing = ((PeerValve) valve)::standing;
          context.getServletContext().setAttribute(STANDING, standing);
          LongSupplier strangers = guard.strangers()::count;
          context.getServletContext().setAttribute(STRANGERS, strangers);
          LongSupplier tooFast = guard.tooFast()::count;
          context.getServletContext().setAttribute(TOO_FAST, tooFast);
          BiFunction<List<String>, List<String>, Runnable> peersChanged = guard::changed;
          context.getServletContext().setAttribute(PEERS_CHANGED, peersChanged);
        }
      }
    }
  }

  /** A connector or a context that failed still lets {@code start()} return, so ask them. */
  private void verify(List<Connector> sip, @Nullable String reason) {
    if (!context.getAvailable()) {
      throw new StartupException(
          reason == null
              ? "the application did not start; the log says why"
              : "the application did not start: " + reason);
    }
    for (int i = 0; i < endpoints.size(); i++) {
      if (!((SipProtocolHandler) sip.get(i).getProtocolHandler()).isStarted()) {
        throw new StartupException(
            "SIP listener "
                + endpoints.get(i)
                + ": could not be opened (expected: an address of this machine and a free port)");
      }
    }
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  public List<SipEndpoint> endpoints() {
    return endpoints;
  }

  /** The first endpoint's port; the transports share it unless configured apart. */
  public int sipPort() {
    return endpoints.get(0).port();
  }

  public int httpPort() {
    return http == null ? 0 : http.port();
  }

  public ServletContext servletContext() {
    return context.getServletContext();
  }

  @Override
  public void close() {
    try {
      if (http != null) {
        http.close();
      }
      server.stop();
    } catch (LifecycleException e) {
      throw new StartupException("the container did not stop cleanly: " + rootCause(e), e);
    } finally {
      destroy();
    }
  }

  private void destroy() {
    try {
      server.destroy();
    } catch (LifecycleException e) {
      throw new StartupException("the container was not released: " + rootCause(e), e);
    }
  }
}
