//! The server of the protocol: which tools there are, and calls of them.

use std::io;
use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData,
    Implementation, ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
    Tool, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer, ServerInitializeError, ServiceExt};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ServerHandler, transport};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::answer::Answer;
use super::arguments::Arguments;
use super::desk::Desk;
use super::lines;
use super::tools::{TOOLS, ToolRow};
use crate::error::Result;
use crate::index::LiveIndex;
use crate::render::cite::Complete;

/// Maximum number of calls that are answered at a time. Others wait.
const MAX_CALLS: usize = 2;
/// Maximum length of a request, in bytes.
const MAX_REQUEST: usize = 256 * 1024;
/// How to work with these tools, for the assistant.
const INSTRUCTIONS: &str = "\
Full-text search over policy briefs in English and Chinese. A phrase in quotation marks finds \
every passage that contains it, in simplified or traditional characters. Search, then read \
passages in context, then cite them by the ids that results have. Quote only text that a tool \
returned.";

/// The server.
#[derive(Clone)]
pub struct Server {
    desk: Arc<Desk>,
    /// Room for calls: some go through all matches.
    room: Arc<Semaphore>,
}

impl Server {
    fn new(live: Arc<LiveIndex>, complete: Complete) -> Self {
        Self {
            desk: Arc::new(Desk { live, complete }),
            room: Arc::new(Semaphore::new(MAX_CALLS)),
        }
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let tools = ServerCapabilities::builder().enable_tools();
        let mut info = ServerConfig::new(tools.build());
        info.server_info = Implementation::new("yinde", env!("CARGO_PKG_VERSION"));
        info.instructions = Some(INSTRUCTIONS.to_owned());
        info
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> std::result::Result<ListToolsResult, ErrorData> {
        let tools = TOOLS.iter().map(tool).collect();
        Ok(ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> std::result::Result<CallToolResponse, ErrorData> {
        let mut rows = TOOLS.iter();
        let Some(row) = rows.find(|row| row.name == request.name) else {
            let names: Vec<&str> = TOOLS
                .iter()
                .map(|row| row.name)
                .collect();
            let message = format!(
                "no tool {:?}; there are {}",
                request.name,
                names.join(", ")
            );
            return Err(ErrorData::invalid_params(message, None));
        };
        let desk = Arc::clone(&self.desk);
        let arguments = request
            .arguments
            .unwrap_or_default();
        let permit = Arc::clone(&self.room)
            .acquire_owned()
            .await;
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let arguments = Arguments(&arguments);
            arguments.check(&(row.schema)())?;
            (row.call)(&desk, &arguments)
        });
        let answer = task
            .await
            .map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        Ok(result(answer).into())
    }
}

fn tool(row: &ToolRow) -> Tool {
    let schema = match (row.schema)() {
        Value::Object(schema) => schema,
        _ => serde_json::Map::new(),
    };
    let hints = ToolAnnotations::with_title(row.title)
        .read_only(true)
        .idempotent(true)
        .open_world(false);
    Tool::new(row.name, row.description, schema).with_annotations(hints)
}

/// Returns the answer as the protocol has it. An assistant is told of an error in the text, so that
/// it can do better.
fn result(answer: Result<Answer>) -> CallToolResult {
    match answer {
        Ok(answer) => {
            let mut result = CallToolResult::structured(answer.data);
            result.content = vec![ContentBlock::text(answer.text)];
            result
        }
        Err(error) => CallToolResult::error(vec![ContentBlock::text(
            error.to_string(),
        )]),
    }
}

/// Returns the service for an address of the page's server, which requests may name by `hosts`.
pub fn over_http(
    live: Arc<LiveIndex>,
    complete: Complete,
    hosts: Vec<String>,
) -> StreamableHttpService<Server, LocalSessionManager> {
    let server = Server::new(live, complete);
    let origins: Vec<String> = hosts
        .iter()
        .map(|host| format!("http://{host}"))
        .collect();
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_allowed_hosts(hosts)
        .with_allowed_origins(origins)
        .with_max_request_body_bytes(MAX_REQUEST);
    StreamableHttpService::new(
        move || Ok(server.clone()),
        Arc::new(LocalSessionManager::default()),
        config,
    )
}

/// Serves over standard input and output until the client ends.
///
/// A line that is no message is answered with an error. A client that ends before it said anything
/// is none.
///
/// # Errors
/// Returns an error if the server cannot be started, or the client does not speak the protocol.
pub fn over_stdio(live: Arc<LiveIndex>, complete: Complete) -> io::Result<()> {
    let server = Server::new(live, complete);
    // Without time, the end of the input would be a panic.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    let outcome = runtime.block_on(async {
        let (lines, messages) = lines::checked(transport::stdio());
        let passed_on = tokio::spawn(lines);
        match server.serve(messages).await {
            Ok(running) => {
                running
                    .waiting()
                    .await
                    .map_err(io::Error::other)?;
            }
            Err(ServerInitializeError::ConnectionClosed(_)) => {}
            Err(error) => return Err(io::Error::other(error)),
        }
        // The last answers are still on their way.
        passed_on
            .await
            .map_err(io::Error::other)?
    });
    // A reader may still wait for input.
    runtime.shutdown_background();
    outcome
}
