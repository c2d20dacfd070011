//! One append whose acknowledgement is lost, looked at closely: the fact stands on the log, and the command is told so.

use std::sync::Arc;

use journal::Outcome;

use crate::{
    alone::Alone, chance::Ids, cluster::Three, given::Answer, plot::Plot, round::Ground, writers::replica,
};

#[tokio::test]
async fn a_lost_acknowledgement_is_not_a_lost_fact() {
    lose(&Alone::start("lost-alone").await).await;
}

#[tokio::test]
async fn a_lost_acknowledgement_of_a_cluster_is_not_a_lost_fact() {
    lose(&Three::start("lost-cluster").await).await;
}

async fn lose<G: Ground>(ground: &G) {
    let watching = replica(&ground.addresses(), G::REPLICAS).await.log;
    let writing = replica(&ground.wires().addresses(), G::REPLICAS).await;
    let (mut ids, mut plot) = (Ids::new(0), Plot::new("lost"));
    // Known to the replica, so that the next thing it sends is the append itself.
    let request = plot.request(&mut ids);
    let mut last = request.to(&writing.streams).await.version().unwrap();
    for _ in 0..3 {
        let given = plot.rescue(&mut ids);
        let (subject, id) = (given.subject.clone(), given.instruction.id);
        let streams = Arc::clone(&writing.streams);
        let told = tokio::spawn(async move { given.to(&streams).await });
        ground.wires().cut().await;
        let facts = watching.chain(&subject, last).await.unwrap();
        assert_eq!(facts.len(), 1, "it was kept before its acknowledgement was lost");
        assert!(!told.is_finished(), "nobody has told of it yet");
        assert_eq!(facts[0].read().unwrap().id, id);
        last = facts[0].sequence;
        assert_eq!(told.await.unwrap(), Answer::Told(Outcome::Recorded { version: last }));
        assert_eq!(watching.chain(&subject, last).await.unwrap().len(), 0, "once");
    }
}
