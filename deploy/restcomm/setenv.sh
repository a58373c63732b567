# bin/setenv.sh: what Restcomm on Tomcat 7 needs on JDK 17, and where Tollgate listens.
CATALINA_OPTS="$CATALINA_OPTS \
 -Xms512m -Xmx1g -XX:+UseG1GC -XX:MaxGCPauseMillis=50 \
 -Djavax.servlet.sip.ar.spi.SipApplicationRouterProvider=org.mobicents.servlet.sip.router.DefaultApplicationRouterProvider \
 -Dtollgate.sip-host=${TOLLGATE_CONTAINER_SIP_HOST:-127.0.0.1} \
 -Dtollgate.sip-port=${TOLLGATE_CONTAINER_SIP_PORT:-5060} \
 -Dtollgate.http-port=${TOLLGATE_HTTP_PORT:-${TOLLGATE_CONTAINER_HTTP_PORT:-8080}}"
